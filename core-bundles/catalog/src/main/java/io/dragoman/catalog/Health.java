package io.dragoman.catalog;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the installation does as a whole. Thread-safe. */
@ProviderType
public interface Health {

    /** Asks all parts. */
    Report report();

    /**
     * The answer.
     *
     * @param status DOWN when a part without which nobody can be served is down or missing
     */
    record Report(HealthCheck.Status status, Instant startedAt, List<HealthCheck.Part> parts) {
        public Report {
            parts = List.copyOf(parts);
        }
    }
}
