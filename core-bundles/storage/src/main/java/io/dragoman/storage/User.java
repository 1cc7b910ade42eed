package io.dragoman.storage;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who signs in to the console.
 *
 * @param passwordHash in the hash's own encoding
 * @param locale {@code zh-CN} or {@code en}
 * @param capacity how many conversations at once
 * @param mustChangePassword set for one-time passwords
 */
public record User(
        String id,
        String username,
        String name,
        String passwordHash,
        Set<Role> roles,
        boolean enabled,
        String locale,
        int capacity,
        boolean mustChangePassword,
        Optional<String> site) {
    public User {
        roles = Set.copyOf(roles);
    }

    /** Whether they look after others: a supervisor or an administrator. */
    public boolean leads() {
        return roles.contains(Role.SUPERVISOR) || roles.contains(Role.ADMIN);
    }

    /** Whether a site is theirs: each of them, or the one they are limited to. */
    public boolean worksFor(String siteId) {
        return site.isEmpty() || site.get().equals(siteId);
    }

    /** What somebody may do. */
    public enum Role {
        AGENT,
        SUPERVISOR,
        ANALYST,
        ADMIN
    }
}
