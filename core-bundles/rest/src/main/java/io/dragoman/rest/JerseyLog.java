package io.dragoman.rest;

import io.dragoman.rest.resource.Resources;
import java.io.IOException;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps out of the log what Jersey says and nobody can do anything about. Thread-safe. */
final class JerseyLog {

    /** Held here, for the filter of a logger that nobody holds is lost with it. */
    private static final Logger PROVIDERS =
            Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private static final Logger RUNTIME =
            Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    private JerseyLog() {}

    static void quieten() {
        PROVIDERS.setFilter(record -> !isAboutResources(record));
        RUNTIME.setFilter(record -> !isAboutCallersWhoLeft(record));
    }

    /** Jersey takes a resource that is registered as an object for a provider of nothing. */
    private static boolean isAboutResources(LogRecord record) {
        return String.valueOf(record.getMessage()).contains(Resources.class.getPackageName());
    }

    /** Browsers hang up when people go on to the next page. */
    private static boolean isAboutCallersWhoLeft(LogRecord record) {
        for (var cause = record.getThrown(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
