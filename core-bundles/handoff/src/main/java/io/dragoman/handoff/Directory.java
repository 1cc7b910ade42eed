package io.dragoman.handoff;

import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Sites, teams and users from memory, at most a second old. Thread-safe. */
@ProviderType
public interface Directory {

    /** All sites, the default one first. */
    List<Site> sites();

    /** The teams of a site. */
    List<Team> teams(String site);

    /** A team by its key; the site's fallback team when the key is empty or unknown. */
    Team team(String site, String key);

    /** One user. */
    Optional<User> user(String id);

    /** Everybody who may sign in. */
    List<User> users();

    /** Forgets what it remembers, after a change. */
    void refresh();
}
