package io.dragoman.gateway.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.conversation.SignalBus;
import io.dragoman.conversation.Subscription;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Presence;
import io.dragoman.security.Sessions;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * All agents who are connected; passes on what the log tells. The trees that agents see need names
 * from the store, so they are made on a thread of their own and not on the log's.
 */
@Component(service = AgentHub.class)
public final class AgentHub implements LogListener, SignalBus.Listener {

    private static final int TOLD_AT_ONCE = 64;

    private static final Duration PRESENCE_EVERY = Duration.ofSeconds(1);

    final LogStore store;
    final DeskAccess access;
    final DeskActions actions;
    final DeskViews views;
    final Presence presence;
    final Frames frames;
    private final List<AgentSession> connected = new CopyOnWriteArrayList<>();
    private final SignalBus signals;
    private final List<Subscription> subscriptions;
    private final NewsQueue changes = NewsQueue.ofThisHeap();
    private final PresenceNews presences;
    private final Thread teller;
    private long presenceSeenAt;
    private volatile boolean open = true;

    @Activate
    public AgentHub(
            @Reference(name = "store") LogStore store,
            @Reference(name = "sessions") Sessions sessions,
            @Reference(name = "actions") DeskActions actions,
            @Reference(name = "views") DeskViews views,
            @Reference(name = "presence") Presence presence,
            @Reference(name = "json") Json json,
            @Reference(name = "parts") PartCodec parts,
            @Reference(name = "links") MediaLinks links,
            @Reference(name = "feed") LogFeed feed,
            @Reference(name = "signals") SignalBus signals) {
        this.store = store;
        this.access = new DeskAccess(sessions, store, views);
        this.actions = actions;
        this.views = views;
        this.presence = presence;
        this.frames = new Frames(json, parts, links);
        this.presences = new PresenceNews(presence, store);
        this.signals = signals;
        this.subscriptions = List.of(feed.subscribe(this), signals.subscribe(this));
        this.teller = Thread.ofPlatform().name("desk-feed").daemon().start(this::run);
    }

    @Deactivate
    void close() {
        open = false;
        subscriptions.forEach(Subscription::close);
        teller.interrupt();
        connected.forEach(AgentSession::goAway);
    }

    void join(AgentSession session) {
        connected.add(session);
    }

    void leave(AgentSession session) {
        connected.remove(session);
    }

    boolean connected(User user) {
        return connected.stream().anyMatch(session -> session.isOf(user.id()));
    }

    @Override
    public void written(Written change) {
        take(new News.Change(change));
    }

    /**
     * Told on the same thread as the message itself, or a console would hear that a message arrived
     * before it hears of the message.
     */
    @Override
    public void delivery(Conversation conversation, long seq, Delivery delivery) {
        // What the bot says to a reader is nobody's worry.
        if (!conversation.live() || conversation.state() != Conversation.State.BOT) {
            take(new News.Progress(conversation, seq, delivery));
        }
    }

    private void take(News news) {
        if (!connected.isEmpty() && !changes.offer(news)) {
            // Too far behind to catch up one by one: the consoles read their lists again.
            changes.clear();
            connected.forEach(session -> session.stream().fellBehind());
        }
    }

    private void run() {
        while (open) {
            try {
                // What else there is goes into the same writes; nothing is waited for.
                var some = changes.take(PRESENCE_EVERY, TOLD_AT_ONCE);
                if (!some.isEmpty()) {
                    tell(some);
                }
                noticeWhatEnded();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Names could not be read: whoever missed the change reads the lists again.
                connected.forEach(session -> session.stream().fellBehind());
            }
        }
    }

    private void tell(List<News> some) {
        var newest = new HashMap<String, Written>();
        for (var news : some) {
            if (news instanceof News.Change change) {
                newest.put(change.written().conversation().id(), change.written());
            }
        }
        for (var news : some) {
            switch (news) {
                case News.Change change -> {
                    var written = change.written();
                    boolean last = !isToldLater(written, newest.get(written.conversation().id()));
                    var feed = Feed.of(views, frames, written, last);
                    connected.forEach(session -> session.stream().tell(feed));
                }
                case News.Progress progress -> tell(progress);
            }
        }
        connected.forEach(session -> session.stream().flush());
    }

    /** Whether what there is to say of a conversation is said anew a moment later, to the same. */
    private static boolean isToldLater(Written change, Written newest) {
        var now = change.conversation();
        var then = newest.conversation();
        return change.dseq() < newest.dseq()
                && now.state() == then.state()
                && now.desk().equals(then.desk())
                && now.contactId().equals(then.contactId());
    }

    private void tell(News.Progress progress) {
        var frame =
                frames.shared(
                        Frames.frame(
                                "delivery",
                                "conversationId",
                                progress.conversation().id(),
                                "seq",
                                progress.seq(),
                                "delivery",
                                views.delivery(progress.delivery())));
        connected.forEach(session -> session.stream().signalSoon(progress.conversation(), frame));
    }

    @Override
    public void typing(String conversationId, Author from, boolean on) {
        if (!connected.isEmpty()) {
            // Who may see the conversation may see that somebody types in it.
            store.conversation(conversationId).ifPresent(about -> typing(about, from, on));
        }
    }

    private void typing(Conversation about, Author from, boolean on) {
        var frame =
                frames.write(
                        Frames.frame(
                                "typing",
                                "conversationId",
                                about.id(),
                                "from",
                                views.sender(from),
                                "on",
                                on));
        connected.forEach(session -> session.stream().signal(about, frame));
    }

    void agentTypes(String conversationId, Author from, boolean on) {
        signals.typing(conversationId, from, on);
    }

    /** Leases and sessions end by themselves, and nobody says so: the hub looks, once a second. */
    private void noticeWhatEnded() {
        long now = System.nanoTime();
        if (now - presenceSeenAt >= PRESENCE_EVERY.toNanos()) {
            presenceSeenAt = now;
            connected.forEach(AgentSession::closeIfEnded);
            presences.changed().forEach(this::tellAll);
        }
    }

    /**
     * Tells the supervisors and administrators something they should look at.
     *
     * @param level {@code info}, {@code warn} or {@code bad}
     * @param key of the text that says it
     */
    @Override
    public void notice(String level, String key, Map<String, String> args) {
        var frame = frames.write(Frames.frame("notice", "level", level, "key", key, "args", args));
        connected.stream()
                .filter(AgentSession::supervises)
                .forEach(session -> session.stream().signal(frame));
    }

    /** Tells everybody how an agent's presence changed. */
    void tellPresence(User user) {
        tellAll(presences.now(user));
    }

    private void tellAll(Map<String, Object> presenceTree) {
        var frame = frames.write(Frames.frame("presence", "presence", presenceTree));
        connected.forEach(session -> session.stream().signal(frame));
    }
}
