package io.dragoman.gateway.internal;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskChanges.DeskChange;
import io.dragoman.storage.DeskChanges.DeskNote;
import io.dragoman.storage.Message;
import io.dragoman.storage.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a console is told of the desk: each change in the order of the desk's numbers and once.
 * While what was missed is read from the store, what is new waits. Thread-safe.
 */
final class DeskStream {

    private static final int PAGE = 200;

    /** Further behind than this, reading the lists again is faster than being told everything. */
    private static final long MOST_REPLAYED = 5_000;

    private final AgentHub hub;
    private final Wire wire;
    private final Supplier<User> user;
    private List<Feed> waiting = new ArrayList<>();
    private boolean replaying = true;
    private long sentUpTo;

    /**
     * @param user whose console it is; asked each time, for what they may see can change
     */
    DeskStream(AgentHub hub, Wire wire, Supplier<User> user) {
        this.hub = hub;
        this.wire = wire;
        this.user = user;
    }

    /**
     * Sends what was missed, and from then on what is new.
     *
     * @param seen the last number that the console has seen; empty when it starts anew
     * @param last the desk's last number
     */
    void begin(Optional<Long> seen, long last) {
        if (seen.filter(number -> cannotReplay(number, last)).isPresent()) {
            wire.send(hub.frames.write(Frames.frame("resync", "dseq", last)));
            goLive(last);
        } else {
            goLive(seen.isPresent() ? replay(seen.get()) : last);
        }
    }

    /** Too far behind, or beyond the end: then it knew another database. */
    private static boolean cannotReplay(long seen, long last) {
        return last - seen > MOST_REPLAYED || seen > last;
    }

    /** Sends what was missed; answers the last number sent. */
    private long replay(long after) {
        long at = after;
        for (var page = hub.store.deskChanges(at, PAGE);
                !page.isEmpty();
                page = hub.store.deskChanges(at, PAGE)) {
            long last = page.get(page.size() - 1).dseq();
            var notes =
                    hub.store.deskNotes(at, last).stream()
                            .collect(Collectors.groupingBy(DeskNote::dseq));
            page.forEach(change -> replayed(change, notes.getOrDefault(change.dseq(), List.of())));
            wire.flush();
            at = last;
        }
        return at;
    }

    private void replayed(DeskChange change, List<DeskNote> notes) {
        var found = hub.store.conversation(change.conversationId());
        if (found.isPresent() && hub.views.visible(found.get(), user.get())) {
            var written = notes.stream().map(DeskNote::note).toList();
            Feed.of(
                            hub.views,
                            hub.frames,
                            change.dseq(),
                            found.get(),
                            messages(change),
                            written,
                            true)
                    .frames()
                    .forEach(wire::add);
        }
    }

    private List<Message> messages(DeskChange change) {
        int count = (int) Math.max(0, change.toSeq() - change.fromSeq() + 1);
        return count == 0
                ? List.of()
                : hub.store.messages(change.conversationId(), change.fromSeq() - 1, count);
    }

    private synchronized void goLive(long upTo) {
        sentUpTo = upTo;
        replaying = false;
        waiting.forEach(this::send);
        waiting = List.of();
        wire.flush();
    }

    /** Hears of a change; it is sent with the next {@link #flush} at the latest. */
    synchronized void tell(Feed feed) {
        if (replaying && waiting.size() >= MOST_REPLAYED) {
            fellBehind();
        } else if (replaying) {
            waiting.add(feed);
        } else {
            send(feed);
        }
    }

    private void send(Feed feed) {
        if (feed.dseq() > sentUpTo) {
            sentUpTo = feed.dseq();
            if (hub.views.visible(feed.conversation(), user.get())) {
                feed.frames().forEach(wire::add);
            }
        }
    }

    /** Sends what it was told. */
    void flush() {
        wire.flush();
    }

    /** It missed something that cannot be told one by one. */
    void fellBehind() {
        wire.close(Wire.TRY_AGAIN_LATER, "fell behind");
    }

    /** Hears of what is not numbered, if it is about a conversation it may see. */
    void signal(Conversation about, String frame) {
        if (hub.views.visible(about, user.get())) {
            wire.send(frame);
        }
    }

    /** As {@link #signal}, sent with the next {@link #flush} at the latest. */
    void signalSoon(Conversation about, TextFrame frame) {
        if (hub.views.visible(about, user.get())) {
            wire.add(frame);
        }
    }

    /** Hears of what all agents may know. */
    void signal(String frame) {
        wire.send(frame);
    }
}
