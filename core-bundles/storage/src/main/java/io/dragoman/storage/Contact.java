package io.dragoman.storage;

import io.dragoman.api.message.Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person, with every address we know of them.
 *
 * @param customerId their id in the shop, once known
 * @param attributes phone, e-mail, notes …
 */
public record Contact(
        String id,
        String site,
        String name,
        Optional<String> customerId,
        Map<String, String> attributes,
        List<Address> addresses,
        Instant createdAt) {
    public Contact {
        attributes = Map.copyOf(attributes);
        addresses = List.copyOf(addresses);
    }
}
