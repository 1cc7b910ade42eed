package io.dragoman.api.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A message from a customer as a channel understood it.
 *
 * @param externalId the platform's own id of the message; the core drops a second copy
 * @param from who wrote
 * @param sentAt when, by the platform's clock
 * @param parts what; never empty
 * @param profile what the platform tells of the person: {@code name}, {@code customerId}, {@code
 *     locale}, {@code phone}, {@code email} …; unverified
 */
public record Inbound(
        String externalId,
        Address from,
        Instant sentAt,
        List<Part> parts,
        Map<String, String> profile) {
    public Inbound {
        parts = List.copyOf(parts);
        profile = Map.copyOf(profile);
    }
}
