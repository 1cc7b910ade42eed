package io.dragoman.api.shop;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The shops of all sites of this installation; a skill asks it for the one of its conversation.
 * Published by the core, which follows the {@link Shop} services as they come and go. Thread-safe.
 */
@ProviderType
public interface Shops {

    /** The shop of a site; empty while no shop is connected for it. */
    Optional<Shop> of(String site);

    /** A fixed set of shops, for tests and tools. */
    static Shops only(Shop... shops) {
        var all = List.of(shops);
        return site -> all.stream().filter(shop -> shop.site().equals(site)).findFirst();
    }
}
