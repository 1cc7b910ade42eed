package io.dragoman.handoff.internal;

import io.dragoman.conversation.ConversationLog;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the conversations of agents who vanished back into their queues. Thread-safe. */
final class AbsentAgents {

    private static final Logger LOG = LoggerFactory.getLogger(AbsentAgents.class);

    private final QueueBoard board;
    private final Directory directory;
    private final Presence presence;
    private final ConversationLog log;
    private final DeskEntries entries;
    private final Clock steady;
    private final Duration patience;
    private final ConcurrentMap<String, Instant> goneSince = new ConcurrentHashMap<>();

    /**
     * @param steady for how long somebody has been gone; setting the time of day sends nobody away
     * @param patience for how long somebody may be gone
     */
    AbsentAgents(
            QueueBoard board,
            Directory directory,
            Presence presence,
            ConversationLog log,
            DeskEntries entries,
            Clock steady,
            Duration patience) {
        this.board = board;
        this.directory = directory;
        this.presence = presence;
        this.log = log;
        this.entries = entries;
        this.steady = steady;
        this.patience = patience;
    }

    /** Looks whether somebody who holds conversations is still there. */
    void check(String userId) {
        if (directory.user(userId).filter(User::enabled).isEmpty()) {
            // Nobody who was deleted or disabled comes back.
            goneSince.remove(userId);
            requeueAll(userId);
            return;
        }
        if (presence.state(userId) != Presence.State.OFFLINE) {
            goneSince.remove(userId);
            return;
        }
        var since = goneSince.computeIfAbsent(userId, id -> steady.instant());
        if (Duration.between(since, steady.instant()).compareTo(patience) < 0) {
            return;
        }
        goneSince.remove(userId);
        requeueAll(userId);
    }

    private void requeueAll(String userId) {
        board.heldBy(userId).forEach(id -> requeue(id, userId));
    }

    private void requeue(String conversationId, String gone) {
        var result =
                log.appendAndWait(
                        new Entry(conversationId, Optional.empty(), now -> queued(now, gone)),
                        DeskEntries.LIMIT);
        LOG.info(
                "Conversation {} of absent agent {} went back to its queue: {}",
                conversationId,
                directory.user(gone).map(User::username).orElse(gone),
                result.getClass().getSimpleName());
    }

    /** Only what they still hold: somebody may have taken it meanwhile. */
    private Change queued(Conversation now, String gone) {
        boolean theirs =
                now.state() == State.HUMAN && now.desk().assignee().equals(Optional.of(gone));
        return theirs
                ? entries.queueing(now, directory.team(now.site(), now.desk().team().orElse("")))
                : new Change.Refuse("not-theirs", "Somebody has it");
    }
}
