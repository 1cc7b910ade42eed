package io.dragoman.dialogue;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every call of a tool, whichever side it came from and however it ended; published as a
 * service. Called on the thread of the call, from many at once; what it throws is logged and the
 * call goes on.
 */
@ConsumerType
public interface ToolWitness {

    /**
     * A call has ended.
     *
     * @param tool what was called
     * @param took how long it took, zero when it was refused
     */
    void called(ToolCall call, ToolInfo tool, ToolOutcome outcome, Duration took);
}
