package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says how a part of the installation does. Published as an OSGi service; answers within a second.
 */
@ConsumerType
public interface HealthCheck {

    /** The parts it knows of, as they are now. */
    List<Part> check();

    /**
     * A part.
     *
     * @param id {@code kind/name}, or the kind alone when there is one of it
     * @param why it is not UP, naming the remedy where there is one; empty when it is
     * @param details for people
     */
    record Part(String id, String kind, Status status, Reason why, Map<String, String> details) {
        public Part {
            details = Map.copyOf(details);
        }

        /** A part whose reason is told in the words of whoever noticed it. */
        public Part(
                String id, String kind, Status status, String reason, Map<String, String> details) {
            this(id, kind, status, Reason.said(reason), details);
        }

        /** Why it is not UP, in English. */
        public String reason() {
            return why.text();
        }

        /** A part that does well. */
        public static Part up(String id, String kind) {
            return new Part(id, kind, Status.UP, "", Map.of());
        }
    }

    /** How a part does. */
    enum Status {
        UP,
        /** Something is wrong that does not keep customers from being served. */
        DEGRADED,
        DOWN
    }
}
