package io.dragoman.catalog;

import io.dragoman.api.message.Reason;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows what a bundle provides and whether it works, for a kind of plug-in. Published as an OSGi
 * service.
 */
@ConsumerType
public interface PluginProbe {

    /**
     * What a bundle provides, as {@code kind/id}; empty when nothing of this kind, or nothing yet.
     */
    List<String> provides(long bundleId);

    /** Why what the bundle provides cannot be used; empty when it can. */
    Optional<Reason> problem(long bundleId);

    /** How each thing that the bundle provides has done; empty where nobody counts. */
    default List<Plugins.Usage> usage(long bundleId) {
        return List.of();
    }

    /** Keeps what the bundle provides in quarantine, as it was before a restart. */
    default void quarantine(long bundleId, Reason why) {}

    /** Lets what is in quarantine work again; answers whether anything was. */
    default boolean pardon(long bundleId) {
        return false;
    }
}
