package io.dragoman.api.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message from a customer as a channel understood it.
 *
 * @param externalId the platform's own id of the message; the core drops a second copy
 * @param from who wrote
 * @param sentAt when, by the platform's clock
 * @param parts what; never empty
 * @param profile what the platform tells of the person: {@code name}, {@code customerId}, {@code
 *     locale}, {@code phone}, {@code email} …; unverified
 * @param opening when it opens only a part of the channel's reply window
 */
public record Inbound(
        String externalId,
        Address from,
        Instant sentAt,
        List<Part> parts,
        Map<String, String> profile,
        Optional<Opening> opening) {
    public Inbound {
        parts = List.copyOf(parts);
        profile = Map.copyOf(profile);
    }

    /** A message that opens all of the channel's reply window. */
    public Inbound(
            String externalId,
            Address from,
            Instant sentAt,
            List<Part> parts,
            Map<String, String> profile) {
        this(externalId, from, sentAt, parts, profile, Optional.empty());
    }

    /**
     * How little of the channel's reply window a message opens: as if the customer had written so
     * long ago and so much had been sent since. It never narrows what an earlier message opened.
     *
     * @param age how much of the window's length is over already
     * @param spent how many of its messages are used up already
     * @param all how many messages the whole window has
     */
    public record Opening(Duration age, int spent, int all) {}
}
