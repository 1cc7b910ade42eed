package io.dragoman.pipeline;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One rung of the ladder. Published as an OSGi service with the property {@code stage.order} (lower
 * is tried first). Called from many threads at once; an exception or a timeout is recorded and the
 * next stage tries.
 */
@ConsumerType
public interface Stage {

    /** The service property that orders the stages. */
    String ORDER = "stage.order";

    /** Its name in traces. */
    String name();

    /**
     * After which the ladder goes on without it. {@link Duration#ZERO} means that it only computes
     * and needs no limit; it then runs on the turn's own thread.
     */
    Duration limit();

    /**
     * Whether the ladder may let it rest for a while after it failed several times in a row: for
     * stages that wait for something outside. One that heals itself is tried every time.
     */
    default boolean mayRest() {
        return false;
    }

    /**
     * Whether it can do its work. Asked only while the installation starts: turns wait a while for
     * stages that are not ready yet.
     */
    default boolean ready() {
        return true;
    }

    /**
     * What can be said of a turn by computing alone, on the turn's own thread: it must not wait for
     * anything outside, nor take long. Empty when it takes a real attempt. Most stages have nothing
     * to do with most turns, and that need not cost a thread.
     */
    default Optional<StageResult> atOnce(Turn turn) {
        return Optional.empty();
    }

    /** Tries to answer. */
    StageResult attempt(Turn turn);
}
