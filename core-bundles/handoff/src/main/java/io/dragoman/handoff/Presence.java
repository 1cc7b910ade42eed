package io.dragoman.handoff;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is at the desk. Presence is a lease: it ends by itself when nobody renews it, so that no
 * conversation is given to an agent whose browser died. Thread-safe.
 */
@ProviderType
public interface Presence {

    /** What an agent says of themselves. */
    enum State {
        ONLINE,
        AWAY,
        OFFLINE
    }

    /** Sets the state and renews the lease. */
    void set(String userId, State state);

    /** The state last chosen, whether or not the lease still runs; ONLINE at first. */
    State chosen(String userId);

    /** Renews the lease; to be called while the agent's console is connected. */
    void renew(String userId);

    /** The agent's last console went away: the lease ends after a short grace. */
    void disconnected(String userId);

    /** The state that counts: OFFLINE when the lease is over. */
    State state(String userId);

    /** Everybody whose lease runs. */
    Map<String, Entry> all();

    /** State, and until when without renewal. */
    record Entry(State state, Instant until) {}

    /** User ids that are online. */
    List<String> online();
}
