package io.dragoman.gateway.internal;

import io.dragoman.handoff.DeskViews;
import io.dragoman.security.Sessions;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.util.Optional;
import java.util.Set;

/** Who may hear what customers say, and of which conversations. Thread-safe. */
final class DeskAccess {

    private static final Set<Role> DESK = Set.of(Role.AGENT, Role.SUPERVISOR, Role.ADMIN);

    private final Sessions sessions;
    private final LogStore store;
    private final DeskViews views;

    DeskAccess(Sessions sessions, LogStore store, DeskViews views) {
        this.sessions = sessions;
        this.store = store;
        this.views = views;
    }

    /** Whose token it is, if they may hear what customers say now. */
    Optional<User> person(String token) {
        return sessions.verify(token)
                .filter(known -> !known.mustChangePassword())
                .filter(known -> known.roles().stream().anyMatch(DESK::contains));
    }

    /** Whether it is a conversation that is none of this person's business. */
    boolean hides(String conversationId, User from) {
        boolean seesAll = from.site().isEmpty() && from.leads();
        return !conversationId.isEmpty()
                && !seesAll
                && store.conversation(conversationId)
                        .filter(conversation -> !views.visible(conversation, from))
                        .isPresent();
    }
}
