package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.nio.file.Path;
import org.osgi.framework.Version;

/**
 * A file of the deploy folder, as far as it can be judged without starting it. Immutable.
 *
 * @param path in the deploy folder
 * @param sha256 of the file
 * @param jar a copy of what is to be installed, out of reach of whoever changes the folder
 * @param signer the name of the trusted key that vouches for it; empty when none does
 * @param verdict whether it may be a plug-in
 */
record PluginFile(
        Path path,
        String sha256,
        Path jar,
        String name,
        String title,
        Version version,
        String signer,
        Verdict verdict) {

    /** Whether a file may be a plug-in. */
    sealed interface Verdict {

        /** It may. */
        record Fit() implements Verdict {}

        /** It is broken, or none. */
        record Faulty(Reason why) implements Verdict {}

        /** It must not be taken, as it is. */
        record Refused(Reason why) implements Verdict {}

        /** It cannot be said yet. */
        record Open(Reason why) implements Verdict {}

        /** It is put aside by an administrator. */
        record Disabled() implements Verdict {}
    }

    boolean fit() {
        return verdict instanceof Verdict.Fit;
    }

    String fileName() {
        return path.getFileName().toString();
    }

    /** The same content under another judgement. */
    PluginFile judged(Verdict other) {
        return new PluginFile(path, sha256, jar, name, title, version, signer, other);
    }

    /** The same, vouched for by a key. */
    PluginFile signedBy(String key) {
        return new PluginFile(path, sha256, jar, name, title, version, key, verdict);
    }
}
