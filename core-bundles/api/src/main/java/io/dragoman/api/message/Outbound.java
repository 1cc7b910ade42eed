package io.dragoman.api.message;

import java.util.List;

/**
 * A message to a customer.
 *
 * @param idempotencyKey the same on every attempt to deliver this message
 * @param to who gets it
 * @param parts already degraded to what the channel's capabilities name
 */
public record Outbound(String idempotencyKey, Address to, List<Part> parts) {
    public Outbound {
        parts = List.copyOf(parts);
    }
}
