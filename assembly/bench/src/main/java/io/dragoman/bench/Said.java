package io.dragoman.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as the server tells it.
 *
 * @param from {@code visitor}, {@code bot}, {@code agent} or {@code system}
 * @param parts as JSON trees
 */
public record Said(long seq, String from, Optional<Long> inReplyTo, List<?> parts) {

    public static Said of(Map<?, ?> message) {
        var from =
                message.get("from") instanceof Map<?, ?> author
                        ? String.valueOf(author.get("kind"))
                        : "";
        var reply =
                message.get("inReplyTo") instanceof Long seq
                        ? Optional.of(seq)
                        : Optional.<Long>empty();
        var parts = message.get("parts") instanceof List<?> list ? list : List.of();
        return new Said(message.get("seq") instanceof Long seq ? seq : 0, from, reply, parts);
    }

    /** The words of its first part. */
    public String text() {
        return !parts.isEmpty()
                        && parts.get(0) instanceof Map<?, ?> part
                        && part.get("text") instanceof String text
                ? text
                : "";
    }
}
