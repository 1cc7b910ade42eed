package io.dragoman.storage;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sites, teams and users. Small tables, read often: callers may cache for a second. Thread-safe;
 * throws {@link StoreException}.
 */
@ProviderType
public interface DirectoryStore {

    /** All sites, the default one first. */
    List<Site> sites();

    /** Inserts or replaces by id; a default site takes that from the one before. */
    void save(Site site);

    /** The teams of all sites. */
    List<Team> teams();

    /** Inserts or replaces by id. */
    void save(Team team);

    /** Answers whether there was one. */
    boolean deleteTeam(String id);

    /** Everybody who may sign in, also who is disabled. */
    List<User> users();

    /** One user. */
    Optional<User> user(String id);

    /** The user who signs in with a name. */
    Optional<User> byUsername(String username);

    /** Inserts or replaces by id. */
    void save(User user);

    /** Answers whether there was one. */
    boolean deleteUser(String id);
}
