package io.dragoman.ai.langchain4j;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One loaded embedding model: a sentence in, a unit vector out. Sentences run one at a time, since
 * the quantised models answer a little differently when a sentence shares its batch with others,
 * and the same sentence must always be found again at the same place. Thread-safe.
 */
final class SentenceModel implements AutoCloseable {

    private static final int LONGEST = 256;

    private final ModelFile file;
    private final WordPieces pieces;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private SentenceModel(
            ModelFile file, WordPieces pieces, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.pieces = pieces;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the weights from the bundle.
     *
     * @param threads how many cores one sentence may use
     * @throws IOException when the files are missing or the runtime refuses them
     */
    static SentenceModel load(ModelFile file, int threads) throws IOException {
        try (InputStream vocabulary = open(file.vocabulary());
                InputStream weights = open(file.weights());
                var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            var environment = OrtEnvironment.getEnvironment();
            var session = environment.createSession(weights.readAllBytes(), options);
            // Both vocabularies know lower case only: "App" would be an unknown word.
            var pieces = WordPieces.read(vocabulary, true);
            return new SentenceModel(file, pieces, environment, session);
        } catch (OrtException e) {
            throw new IOException("The embedding model " + file.id() + " cannot be loaded", e);
        }
    }

    private static InputStream open(String name) throws IOException {
        var in = SentenceModel.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("The bundle holds no " + name);
        }
        return in;
    }

    /** The unit vector of one sentence. */
    float[] embed(String text) {
        var ids = pieces.ids(text, LONGEST);
        var ones = new long[ids.length];
        Arrays.fill(ones, 1);
        var inputs = new HashMap<String, OnnxTensor>();
        try {
            inputs.put("input_ids", tensor(ids));
            inputs.put("attention_mask", tensor(ones));
            if (session.getInputNames().contains("token_type_ids")) {
                inputs.put("token_type_ids", tensor(new long[ids.length]));
            }
            return run(inputs);
        } catch (OrtException e) {
            throw new IllegalStateException("The model " + file.id() + " refused a sentence", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private float[] run(Map<String, OnnxTensor> inputs) throws OrtException {
        try (var result = session.run(inputs)) {
            // These models put the meaning of the sentence into its first token.
            return unit(((float[][][]) result.get(0).getValue())[0][0]);
        }
    }

    private OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(
                environment, LongBuffer.wrap(row), new long[] {1, row.length});
    }

    private static float[] unit(float[] vector) {
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        var length = (float) Math.sqrt(square);
        var unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The model " + file.id() + " cannot be freed", e);
        }
    }
}
