package io.dragoman.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plug-ins of this installation: those of the distribution and those in the deploy folder.
 * Thread-safe.
 */
@ProviderType
public interface Plugins {

    /** The deploy folder, as an absolute path. */
    String folder();

    /** All of them, by name. */
    List<Plugin> list();

    /**
     * A plug-in.
     *
     * @param name its Bundle-SymbolicName; the file's name while that is unknown
     * @param file in the deploy folder; empty for those of the distribution
     * @param reason why it is not UP
     * @param provides as {@code kind/id}
     * @param errors what went wrong lately, newest first
     */
    record Plugin(
            String name,
            String title,
            Optional<String> file,
            String version,
            State state,
            String reason,
            String sha256,
            Instant since,
            List<String> provides,
            List<Error> errors) {
        public Plugin {
            provides = List.copyOf(provides);
            errors = List.copyOf(errors);
        }
    }

    /** Something that went wrong. */
    record Error(Instant at, String message) {}

    /** How a plug-in does. */
    enum State {
        UP,
        STARTING,
        /** It is broken or could not be started; an older version of it may run instead. */
        FAILED,
        /** It must not run as it is: its signature is missing, broken or of a stranger. */
        REFUSED,
        /** A newer version of it is in the folder. */
        SUPERSEDED,
        /** It failed too often when it was new; the version before it runs instead. */
        ROLLED_BACK,
        /** It failed so often in a row that it takes no turns until it is tried again. */
        QUARANTINED,
        /** An administrator has put it aside. */
        DISABLED
    }
}
