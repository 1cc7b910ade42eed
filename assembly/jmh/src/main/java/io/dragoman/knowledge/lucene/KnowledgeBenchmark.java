package io.dragoman.knowledge.lucene;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.knowledge.KnowledgeIndex.Entry;
import io.dragoman.api.knowledge.KnowledgeIndex.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the nearest of so many articles to a question, whose vector is there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class KnowledgeBenchmark {

    private static final int DIMENSION = 512;
    private static final Locale CHINESE = Locale.forLanguageTag("zh-CN");

    @Param({"100", "1000", "10000"})
    int articles;

    private Path folder;
    private LuceneIndex index;
    private long number;

    /** Unit vectors that mean nothing, the same for the same text. */
    private static final class AnyVectors implements Embedder {

        @Override
        public String model(Locale language) {
            return "any";
        }

        @Override
        public int dimension(Locale language) {
            return DIMENSION;
        }

        @Override
        public List<float[]> embed(Locale language, List<String> texts) {
            return texts.stream().map(AnyVectors::vector).toList();
        }

        private static float[] vector(String text) {
            var random = new Random(text.hashCode());
            var vector = new float[DIMENSION];
            double square = 0;
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = (float) random.nextGaussian();
                square += vector[i] * vector[i];
            }
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] /= (float) Math.sqrt(square);
            }
            return vector;
        }
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        folder = Files.createTempDirectory("articles");
        index = new LuceneIndex(folder, new AnyVectors());
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < articles; i++) {
            var questions = List.of("question " + i, "variant " + i, "other words for " + i);
            entries.add(new Entry("a" + i, "demo", CHINESE, questions, "answer " + i));
        }
        index.replaceAll(entries);
    }

    @Benchmark
    public List<Hit> search() {
        return index.search("demo", CHINESE, "question nobody asked " + ++number % 100, 5);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        index.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
