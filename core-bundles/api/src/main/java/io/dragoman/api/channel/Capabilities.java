package io.dragoman.api.channel;

import io.dragoman.api.message.Part;
import java.util.Optional;
import java.util.Set;

/**
 * What a channel can show and how it limits us. The core degrades the rest to text before it calls
 * {@code send}, splits long texts, and counts the window.
 *
 * @param shows the kinds of parts shown as such
 * @param maxTextLength in characters, per message
 * @param maxActions buttons per card or choices; more degrade to a numbered list
 * @param window how long and how often we may answer; empty when always
 * @param live whether the customer reads the log itself (a socket), so that nothing is sent
 * @param idempotentSend whether a repeated send with the same key shows once; if not, a send whose
 *     outcome is unknown is never repeated
 */
public record Capabilities(
        Set<Part.Kind> shows,
        int maxTextLength,
        int maxActions,
        Optional<ReplyWindow> window,
        boolean live,
        boolean idempotentSend) {
    public Capabilities {
        shows = Set.copyOf(shows);
    }
}
