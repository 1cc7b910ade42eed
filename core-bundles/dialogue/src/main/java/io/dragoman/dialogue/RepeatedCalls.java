package io.dragoman.dialogue;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Remembers the changes that programs have made under an idempotency key, so that a call that is
 * sent again is answered as it was and not made twice. Thread-safe; durable on return.
 */
@ProviderType
public interface RepeatedCalls {

    /**
     * Notes that a change begins.
     *
     * @param call with a key
     * @return what to answer instead, when this key has been used; empty when this is the first
     */
    Optional<ToolOutcome> begin(ToolCall call, ToolInfo tool);

    /** Notes how it ended. Without this nobody knows, and a repeated call is told so. */
    void end(ToolCall call, ToolOutcome outcome);

    /** The change was not even tried; the key is as good as new. */
    void forget(ToolCall call);
}
