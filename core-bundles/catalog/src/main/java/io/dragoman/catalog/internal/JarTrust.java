package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginListener;
import java.util.List;
import java.util.Optional;

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
                public Answer askBeside(JarStore.Copy file, Optional<byte[]> signature) {
                    return new Answer.Trusted("");
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

    /** Judges a file that is no jar by the signature that lies beside it, if one does. */
    Answer askBeside(JarStore.Copy file, Optional<byte[]> signature);

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
        record Distrusted(Reason why) implements Answer {}
    }
}
