package io.dragoman.api.handoff;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Leaves work with the people of a site, where no conversation can be handed over: another agent
 * asks for a person, a device reports a fault. In a conversation use {@link
 * io.dragoman.api.skill.Turn#handOver}. Published by the core. Thread-safe.
 */
@ProviderType
public interface Cases {

    /**
     * Opens a ticket; durable when this returns.
     *
     * @param team key of a team of the site; the site's default when empty or unknown
     * @param subject what agents see in the list, at most 200 characters are kept
     * @param text all that is known
     * @return the ticket's id
     */
    String open(String site, String team, String subject, String text);
}
