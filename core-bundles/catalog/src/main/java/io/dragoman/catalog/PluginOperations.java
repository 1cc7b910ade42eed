package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes what lies in the deploy folder, and with it what runs. A plug-in is named by the file it
 * lies in. Each call returns as soon as the folder says it; what becomes of it is seen in {@link
 * Plugins}. Thread-safe.
 */
@ProviderType
public interface PluginOperations {

    /**
     * Puts a file into the folder if it passes the checks; one of the same name is replaced.
     *
     * @throws IOException when the content cannot be read
     */
    Outcome install(String fileName, InputStream content) throws IOException;

    /** Deletes the file; its versions stay in the store for a while. */
    Outcome remove(String fileName);

    /**
     * Puts a file aside, or a plug-in of the distribution by its symbolic name; it stays so over
     * restarts.
     */
    Outcome disable(String fileName);

    /** Takes what was put aside into force again. */
    Outcome enable(String fileName);

    /**
     * Puts a former version in the place of a file.
     *
     * @param sha256 which; the one that was in force before when empty
     */
    Outcome rollBack(String fileName, Optional<String> sha256);

    /**
     * Tries again what has failed, was rolled back or is in quarantine.
     *
     * @param id a file's name, or the symbolic name of a plug-in of the distribution
     */
    Outcome retry(String id);

    /** How a change ended. */
    sealed interface Outcome {

        /** The folder says so now. */
        record Done(String fileName) implements Outcome {}

        /** There is no such file or version. */
        record Missing() implements Outcome {}

        /** Another file is in the way. */
        record InTheWay(String fileName) implements Outcome {}

        /** It must not be, and why. */
        record Refused(Reason why) implements Outcome {}
    }
}
