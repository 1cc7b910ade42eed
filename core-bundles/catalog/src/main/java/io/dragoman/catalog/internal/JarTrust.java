package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginListener;
import java.util.List;

/** Decides by its signature whether a jar may run. Thread-safe. */
interface JarTrust {

    /** Lets everything run. */
    JarTrust ANY =
            new JarTrust() {
                @Override
                public Answer ask(JarStore.Copy jar) {
                    return new Answer.Trusted("");
                }

                @Override
                public boolean takesUnsignedFormats() {
                    return true;
                }

                @Override
                public Object version() {
                    return "";
                }

                @Override
                public List<PluginListener.Event> news() {
                    return List.of();
                }
            };

    /** Judges a jar; may take as long as reading all of it takes. */
    Answer ask(JarStore.Copy jar);

    /** Whether files that are no jars, and so cannot be signed, may run. */
    boolean takesUnsignedFormats();

    /** Changes whenever another answer may be given to the same jar. */
    Object version();

    /** What has changed since this was asked last without us having done it. */
    List<PluginListener.Event> news();

    /** What came out. */
    sealed interface Answer {

        /**
         * It may run.
         *
         * @param signer the key that vouches for it; empty when none needs to
         */
        record Trusted(String signer) implements Answer {}

        /** It may not. */
        record Distrusted(String reason) implements Answer {}
    }
}
