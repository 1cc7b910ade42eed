package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens to plug-ins without anybody having asked for it. Published as an OSGi service;
 * called on the thread that decided, so be quick.
 */
@ConsumerType
public interface PluginListener {

    /** Something has happened. */
    void happened(Event event);

    /**
     * What happened.
     *
     * @param plugin its title, or the name of a key
     * @param version of the plug-in; empty for a key
     * @param why it happened; of a key, what it is
     */
    record Event(Kind kind, String plugin, String version, Reason why, Instant at) {}

    /** Kinds of events. */
    enum Kind {
        /** It failed too often in a row and takes no turns. */
        QUARANTINED,
        /** It failed too often when it was new, and the version before runs again. */
        ROLLED_BACK,
        /** A certificate appeared in the folder of trusted keys. */
        KEY_ADDED,
        /** A certificate has gone from it. */
        KEY_REMOVED
    }
}
