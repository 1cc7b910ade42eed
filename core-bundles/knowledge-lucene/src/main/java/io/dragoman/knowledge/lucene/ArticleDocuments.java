package io.dragoman.knowledge.lucene;

import io.dragoman.api.knowledge.KnowledgeIndex.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * An article as Lucene keeps it: one document per question. The field of a vector bears the name of
 * the model, so that vectors of different models never meet.
 */
record ArticleDocuments(Entry entry, String model) {

    /** The column that names the article. */
    static final String ARTICLE = "article";

    /** The column with the vector of the answer. */
    static final String ANSWER_VECTOR = "vector-of-answer";

    private static final String FORMAT = "3";

    static String vectorField(String model) {
        return "vector." + model;
    }

    /** Differs whenever the documents would. */
    String fingerprint() {
        var digest = sha256();
        update(digest, FORMAT);
        update(digest, model);
        update(digest, entry.id());
        update(digest, entry.site());
        update(digest, entry.language().toLanguageTag());
        update(digest, entry.answer());
        entry.questions().forEach(question -> update(digest, question));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What has to be embedded: the questions, then the answer. */
    List<String> texts() {
        var texts = new ArrayList<>(entry.questions());
        texts.add(entry.answer());
        return texts;
    }

    /** The documents, given the vectors of {@link #texts()} in the same order. */
    List<Document> with(List<float[]> vectors) {
        var fingerprint = fingerprint();
        var answer = bytes(vectors.getLast());
        return IntStream.range(0, entry.questions().size())
                .mapToObj(
                        i ->
                                document(
                                        entry.questions().get(i),
                                        vectors.get(i),
                                        answer,
                                        fingerprint))
                .toList();
    }

    private Document document(
            String question, float[] vector, byte[] answerVector, String fingerprint) {
        var document = new Document();
        document.add(new StringField("id", entry.id(), Field.Store.YES));
        document.add(new StringField("site", entry.site(), Field.Store.NO));
        document.add(new StringField("language", entry.language().getLanguage(), Field.Store.NO));
        document.add(new StoredField("canonical", entry.questions().getFirst()));
        document.add(new StoredField("question", question));
        document.add(new StoredField("answer", entry.answer()));
        document.add(new BinaryDocValuesField(ARTICLE, new BytesRef(entry.id())));
        document.add(new BinaryDocValuesField(ANSWER_VECTOR, new BytesRef(answerVector)));
        document.add(new StoredField("fingerprint", fingerprint));
        document.add(
                new KnnFloatVectorField(
                        vectorField(model), vector, VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static byte[] bytes(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /** How near a question is to what {@link #ANSWER_VECTOR} holds. */
    static double nearness(float[] question, BytesRef value) {
        var answer = ByteBuffer.wrap(value.bytes, value.offset, value.length).asFloatBuffer();
        double sum = 0;
        for (int i = 0; i < question.length; i++) {
            sum += question[i] * answer.get(i);
        }
        return sum;
    }
}
