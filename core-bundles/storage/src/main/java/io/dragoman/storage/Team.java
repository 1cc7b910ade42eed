package io.dragoman.storage;

import java.util.Optional;
import java.util.Set;

/**
 * A team of agents on one site.
 *
 * @param key what rules call it: {@code service}, {@code after-sales}
 * @param members user ids
 * @param fallback whether it takes what names no team or an unknown one
 * @param hours opening hours as {@code 1-5 09:00-18:00; 6 10:00-16:00}; always open when empty
 * @param description for colleagues; may be empty
 */
public record Team(
        String id,
        String site,
        String key,
        String nameZh,
        String nameEn,
        Set<String> members,
        boolean fallback,
        Optional<String> hours,
        String description) {
    public Team {
        members = Set.copyOf(members);
    }

    /** A team that nobody described. */
    public Team(
            String id,
            String site,
            String key,
            String nameZh,
            String nameEn,
            Set<String> members,
            boolean fallback,
            Optional<String> hours) {
        this(id, site, key, nameZh, nameEn, members, fallback, hours, "");
    }
}
