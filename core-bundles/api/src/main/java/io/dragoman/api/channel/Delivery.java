package io.dragoman.api.channel;

import java.time.Duration;
import java.util.Optional;

/** How an attempt to send ended. The core decides whether and when to try again. */
public sealed interface Delivery {

    /** The platform took it; with its own id for the message where it tells one. */
    record Sent(Optional<String> externalId) implements Delivery {}

    /** Certainly not delivered, and worth another try, not before {@code after}. */
    record Later(Duration after, String reason) implements Delivery {}

    /** No later attempt can succeed: blocked by the customer, window closed, bad request. */
    record Rejected(String reason) implements Delivery {}

    /**
     * It may or may not have arrived (a read timeout). Tried again only on a channel whose sends
     * are idempotent; otherwise shown to a person.
     */
    record Unknown(String reason) implements Delivery {}
}
