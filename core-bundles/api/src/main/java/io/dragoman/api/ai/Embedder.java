package io.dragoman.api.ai;

import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns sentences into unit vectors whose dot product is their nearness in meaning. One model per
 * language: vectors of different models must not be compared. Thread-safe.
 */
@ProviderType
public interface Embedder {

    /** How far it is. */
    enum State {
        /** The models are still being loaded; who asks for vectors waits. */
        LOADING,
        READY,
        /** A model could not be loaded; sentences of its language have no vectors. */
        FAILED
    }

    /** How far it is; answers at once. */
    default State state() {
        return State.READY;
    }

    /** The name and version of the model for a language; changes when vectors must be made anew. */
    String model(Locale language);

    /** Length of the vectors for a language. */
    int dimension(Locale language);

    /** One unit vector per text, in order. Takes 1 to 3 ms a sentence. */
    List<float[]> embed(Locale language, List<String> texts);
}
