package io.dragoman.api.shop;

import java.time.Instant;
import java.util.List;

/**
 * A parcel on its way.
 *
 * @param promisedBy when it should have arrived at the latest
 * @param events newest first
 */
public record Parcel(
        String trackingNumber,
        String carrier,
        String orderNumber,
        boolean delivered,
        Instant promisedBy,
        List<Event> events) {
    public Parcel {
        events = List.copyOf(events);
    }

    /** One scan of the parcel. */
    public record Event(Instant at, LocalText place, LocalText what) {}
}
