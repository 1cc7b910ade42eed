package io.dragoman.gateway.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.Inbox;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.conversation.SignalBus;
import io.dragoman.conversation.Subscription;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Visitors;
import io.dragoman.security.VisitorTokens;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** All visitors who are connected, by conversation; passes on what the log tells. */
@Component(service = {VisitorHub.class, Visitors.class})
public final class VisitorHub implements LogListener, SignalBus.Listener, Visitors {

    /** Many may leave at once; one round of telling does for all of them. */
    private static final Executor SOON =
            CompletableFuture.delayedExecutor(
                    300,
                    TimeUnit.MILLISECONDS,
                    task -> Thread.ofVirtual().name("queue-places").start(task));

    final LogStore store;
    final Inbox inbox;
    final VisitorTokens tokens;
    final Directory directory;
    final Desk desk;
    final DeskActions actions;
    final Json json;
    final Frames frames;
    final Profiles profiles;
    final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
    private final ConcurrentMap<String, List<VisitorSession>> sessions = new ConcurrentHashMap<>();
    private final Set<String> queued = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean movingUp = new AtomicBoolean();
    private final SignalBus signals;
    private final List<Subscription> subscriptions;

    @Activate
    public VisitorHub(
            @Reference(name = "store") LogStore store,
            @Reference(name = "inbox") Inbox inbox,
            @Reference(name = "tokens") VisitorTokens tokens,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "desk") Desk desk,
            @Reference(name = "actions") DeskActions actions,
            @Reference(name = "json") Json json,
            @Reference(name = "parts") PartCodec parts,
            @Reference(name = "links") MediaLinks links,
            @Reference(name = "feed") LogFeed feed,
            @Reference(name = "signals") SignalBus signals) {
        this.store = store;
        this.inbox = inbox;
        this.tokens = tokens;
        this.directory = directory;
        this.desk = desk;
        this.actions = actions;
        this.json = json;
        this.frames = new Frames(json, parts, links);
        this.profiles = new Profiles(json, tokens, io.dragoman.security.Profile.current());
        this.signals = signals;
        this.subscriptions = List.of(feed.subscribe(this), signals.subscribe(this));
        store.allQueued().forEach(conversation -> queued.add(conversation.id()));
    }

    @Deactivate
    void close() {
        subscriptions.forEach(Subscription::close);
        sessions.values().forEach(list -> list.forEach(VisitorSession::goAway));
    }

    void join(String conversationId, VisitorSession session) {
        sessions.compute(
                conversationId,
                (id, old) -> {
                    var list = old == null ? new CopyOnWriteArrayList<VisitorSession>() : old;
                    list.add(session);
                    return list;
                });
    }

    void leave(String conversationId, VisitorSession session) {
        sessions.computeIfPresent(
                conversationId,
                (id, list) -> {
                    list.remove(session);
                    return list.isEmpty() ? null : list;
                });
    }

    @Override
    public boolean online(String conversationId) {
        return present(conversationId);
    }

    /** Whether somebody of a conversation is connected. */
    boolean present(String conversationId) {
        return sessions.containsKey(conversationId);
    }

    @Override
    public void written(Written change) {
        for (var session : sessions.getOrDefault(change.conversation().id(), List.of())) {
            session.written(change);
        }
        followQueue(change.conversation());
    }

    /** When somebody leaves a queue, those behind move up: they are told, not on this thread. */
    private void followQueue(Conversation changed) {
        if (changed.state() == Conversation.State.QUEUED) {
            queued.add(changed.id());
        } else if (queued.remove(changed.id()) && movingUp.compareAndSet(false, true)) {
            CompletableFuture.runAsync(this::tellPlaces, SOON);
        }
    }

    private void tellPlaces() {
        movingUp.set(false);
        // Counted once for all: each place by itself would be a walk through the whole queue.
        desk.places();
        for (var id : queued) {
            sessions.getOrDefault(id, List.of()).forEach(VisitorSession::tellPlace);
        }
    }

    @Override
    public void typing(String conversationId, Author from, boolean on) {
        if (from.kind() == Kind.VISITOR) {
            return;
        }
        var frame = frames.write(Frames.frame("typing", "from", Frames.author(from), "on", on));
        sessions.getOrDefault(conversationId, List.of()).forEach(session -> session.signal(frame));
    }

    /** Tells the desk that a visitor types. */
    void visitorTypes(Conversation conversation, boolean on) {
        var author = new Author(Kind.VISITOR, conversation.contactId(), "");
        signals.typing(conversation.id(), author, on);
    }

    /** Tells the desk that a visitor's device has the messages up to a number. */
    void taken(Conversation conversation, long seq) {
        signals.delivery(conversation, seq, Delivery.of(Delivery.State.DELIVERED));
    }

    /** The state frame of a conversation. */
    Map<String, Object> state(Conversation conversation) {
        var tree =
                Frames.frame(
                        "state", "state", conversation.state().name().toLowerCase(Locale.ROOT));
        if (conversation.state() == Conversation.State.QUEUED) {
            desk.position(conversation).ifPresent(position -> tree.put("queuePosition", position));
        }
        conversation
                .desk()
                .assignee()
                .flatMap(directory::user)
                .map(User::name)
                .ifPresent(name -> tree.put("agent", Map.of("name", name)));
        return tree;
    }
}
