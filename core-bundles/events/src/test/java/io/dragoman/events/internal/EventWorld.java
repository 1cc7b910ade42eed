package io.dragoman.events.internal;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.SignalBus;
import io.dragoman.conversation.internal.GroupCommitLog;
import io.dragoman.conversation.internal.LocalSignalBus;
import io.dragoman.conversation.internal.OrderedLogFeed;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.EventStore.Delivery;
import io.dragoman.storage.EventStore.Filter;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The event feed over a real store, with a clock that the test moves. */
final class EventWorld implements AutoCloseable {

    static final String SITE = "demo";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String OLD_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** Ahead of the store, whose clock the test does not move. */
    final TestClock clock = TestClock.at(Instant.now().plusSeconds(60));

    final JacksonJson json = new JacksonJson();
    final EmbeddedStores stores;
    final SubscriptionBook book;
    final ChangeEvents changes;
    final EventAlarms alarms;

    /** What supervisors are told. */
    final List<String> notices = new CopyOnWriteArrayList<>();

    private final LocalSignalBus signals = new LocalSignalBus();
    final GroupCommitLog log;
    private final OrderedLogFeed feed = new OrderedLogFeed();
    private final EventDelivery delivery;
    private EventSender sender;

    EventWorld(Path folder) {
        this(
                folder,
                new Targets(true, Set.of(), h -> List.of(java.net.InetAddress.getAllByName(h))));
    }

    EventWorld(Path folder, Targets targets) {
        signals.subscribe(
                new SignalBus.Listener() {
                    @Override
                    public void typing(String conversationId, Author from, boolean on) {}

                    @Override
                    public void notice(String level, String key, Map<String, String> args) {
                        notices.add(level + " " + key + " " + args.get("endpoint"));
                    }
                });
        stores = EmbeddedStores.open(folder, json, new JsonParts());
        book = new SubscriptionBook(stores.events());
        changes = new ChangeEvents(book, json, new JsonParts());
        alarms = new EventAlarms(book, stores.desk(), signals, clock);
        delivery =
                new EventDelivery(
                        stores.events(), book, alarms, settings(Map.of()), targets, json, clock);
        log =
                new GroupCommitLog(
                        stores.log(),
                        feed,
                        changes,
                        Configs.of(GroupCommitLog.Config.class, Map.of()));
    }

    static EventSettings settings(Map<String, Object> values) {
        return new EventSettings(Configs.of(EventSettings.Config.class, values), false);
    }

    /** Starts to send. */
    EventWorld sending() {
        sender = new EventSender(stores.events(), book, changes, delivery, feed, clock);
        return this;
    }

    void later(Duration wait) {
        clock.advance(wait);
        sender.look();
    }

    void look() {
        sender.look();
    }

    Subscription subscribe(String id, String url, String... types) {
        var now = clock.instant();
        return keep(
                new Subscription(
                        id,
                        Optional.of(SITE),
                        "Shop " + id,
                        url,
                        SECRET,
                        Optional.of(OLD_SECRET),
                        Optional.of(now.plus(Duration.ofHours(24))),
                        Set.of(types),
                        true,
                        "",
                        Optional.empty(),
                        now,
                        now));
    }

    Subscription keep(Subscription subscription) {
        stores.events().save(subscription);
        book.refresh();
        return subscription;
    }

    Conversation customer(String name) {
        return stores.log()
                .open(
                        new LogStore.Opening(
                                "c-" + name,
                                "p-" + name,
                                SITE,
                                new Address("web", "default", name),
                                true,
                                "en",
                                name,
                                clock.instant()));
    }

    static Draft says(Kind kind, String text) {
        return new Draft(
                Instant.parse("2026-11-21T09:12:04.120Z"),
                new Author(kind, kind == Kind.VISITOR ? "p-ann" : "u-1", "Ann"),
                List.of(Part.text(text)),
                Optional.empty(),
                Optional.empty());
    }

    /** The customer says something. */
    void hello(String id, String... texts) {
        var drafts =
                Arrays.stream(texts).map(text -> says(Kind.VISITOR, text)).toArray(Draft[]::new);
        write(id, now -> Change.Write.of(now, drafts));
    }

    LogStore.Outcome write(String id, Function<Conversation, Change> change) {
        return log.appendAndWait(new Entry(id, Optional.empty(), change), Duration.ofSeconds(10));
    }

    /** All deliveries of a subscription, oldest first. */
    List<Delivery> deliveries(String subscription) {
        var filter =
                new Filter(
                        Optional.of(subscription),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return stores.events().deliveries(filter, Optional.empty(), 1_000).items().reversed();
    }

    /** The types of all events of a subscription, in the order in which they happened. */
    List<String> types(String subscription) {
        return deliveries(subscription).stream().map(Delivery::type).toList();
    }

    /** The only event of a type, as it is sent. */
    Map<?, ?> event(String subscription, String type) {
        var found =
                deliveries(subscription).stream()
                        .filter(one -> one.type().equals(type))
                        .findFirst()
                        .orElseThrow();
        var event = stores.events().event(found.eventId()).orElseThrow();
        return (Map<?, ?>) json.read(new EventBody(json).of(event));
    }

    Map<?, ?> data(String subscription, String type) {
        return (Map<?, ?>) event(subscription, type).get("data");
    }

    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not happen within 30 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (sender != null) {
            sender.close();
        }
        log.close();
        delivery.close();
        book.close();
        stores.close();
    }
}
