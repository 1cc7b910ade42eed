package io.dragoman.ai.langchain4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The vectors of the texts asked for last, so that a repeated question costs nothing. Thread-safe.
 */
final class RecentVectors {

    private final Map<Key, float[]> vectors;

    private record Key(ModelFile file, String text) {}

    /** Keeps at most so many. */
    RecentVectors(int limit) {
        this.vectors =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Key, float[]> eldest) {
                        return size() > limit;
                    }
                };
    }

    synchronized Optional<float[]> get(ModelFile file, String text) {
        return Optional.ofNullable(vectors.get(new Key(file, text)));
    }

    synchronized void put(ModelFile file, String text, float[] vector) {
        vectors.put(new Key(file, text), vector);
    }
}
