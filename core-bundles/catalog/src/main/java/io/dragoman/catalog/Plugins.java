package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    /**
     * All of them, by name.
     *
     * @param locale of their titles, where their bundles are translated (OSGi Core, Localization)
     */
    List<Plugin> list(Locale locale);

    /**
     * A plug-in.
     *
     * @param name its Bundle-SymbolicName; the file's name while that is unknown
     * @param file in the deploy folder; empty for those of the distribution
     * @param why it is not UP; empty when it is
     * @param running the version that runs in its place; empty when it runs itself or none does
     * @param signer the name of the key that vouches for it; empty when none does
     * @param provides as {@code kind/id}
     * @param usage how what it provides has done since it came
     * @param errors what went wrong lately, newest first
     * @param kept former versions it can be rolled back to, latest first
     */
    record Plugin(
            String name,
            String title,
            Optional<String> file,
            String version,
            State state,
            Reason why,
            String running,
            String sha256,
            String signer,
            Instant since,
            List<String> provides,
            List<Usage> usage,
            List<Error> errors,
            List<Kept> kept) {
        public Plugin {
            provides = List.copyOf(provides);
            usage = List.copyOf(usage);
            errors = List.copyOf(errors);
            kept = List.copyOf(kept);
        }

        /** Why it is not UP, in English. */
        public String reason() {
            return why.text();
        }

        /** What it is called in operations: its file, or its name where it has none. */
        public String id() {
            return file.orElse(name);
        }
    }

    /**
     * How something a plug-in provides has done since it came.
     *
     * @param what as {@code kind/id}
     * @param p50 half of the latest calls took at most this long
     * @param p95 all but one in twenty of the latest calls took at most this long
     * @param failures the latest, newest first
     * @param quarantine why it gets no more calls; empty while it does
     */
    record Usage(
            String what,
            long calls,
            long errors,
            Duration p50,
            Duration p95,
            List<Error> failures,
            Optional<Error> quarantine) {
        public Usage {
            failures = List.copyOf(failures);
        }
    }

    /**
     * A former version that the store has kept.
     *
     * @param liveAt when it came into force
     * @param why it was taken out again; empty when it was not
     */
    record Kept(String version, String file, String sha256, Instant liveAt, Reason why) {}

    /** Something that went wrong. */
    record Error(Instant at, Reason why) {

        /** What, in English. */
        public String message() {
            return why.text();
        }
    }

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
