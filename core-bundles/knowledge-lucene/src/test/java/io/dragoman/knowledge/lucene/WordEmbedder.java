package io.dragoman.knowledge.lucene;

import io.dragoman.api.ai.Embedder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Embeds by the letters of a text: alike texts are near, and a test can count the work. */
final class WordEmbedder implements Embedder {

    private static final int DIMENSION = 64;

    private final String version;
    private final AtomicInteger embedded = new AtomicInteger();

    WordEmbedder(String version) {
        this.version = version;
    }

    int embedded() {
        return embedded.get();
    }

    @Override
    public String model(Locale language) {
        return language.getLanguage() + version;
    }

    @Override
    public int dimension(Locale language) {
        return DIMENSION;
    }

    @Override
    public List<float[]> embed(Locale language, List<String> texts) {
        embedded.addAndGet(texts.size());
        return texts.stream().map(WordEmbedder::vector).toList();
    }

    private static float[] vector(String text) {
        var vector = new float[DIMENSION];
        vector[0] = 0.01f;
        text.chars().forEach(c -> vector[c % DIMENSION] += 1);
        double square = 0;
        for (float x : vector) {
            square += (double) x * x;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}
