package io.dragoman.rest;

import io.dragoman.api.message.PartCodec;
import io.dragoman.api.shop.Shops;
import io.dragoman.catalog.Health;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.conversation.internal.ChannelRegistry;
import io.dragoman.conversation.internal.GroupCommitLog;
import io.dragoman.conversation.internal.LocalSignalBus;
import io.dragoman.conversation.internal.OrderedLogFeed;
import io.dragoman.events.EventFeed;
import io.dragoman.events.internal.ChangeEvents;
import io.dragoman.events.internal.EventAlarms;
import io.dragoman.events.internal.EventDelivery;
import io.dragoman.events.internal.EventSender;
import io.dragoman.events.internal.EventSettings;
import io.dragoman.events.internal.StoreEventFeed;
import io.dragoman.events.internal.SubscriptionBook;
import io.dragoman.gateway.Uploads;
import io.dragoman.gateway.internal.StoredUploads;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.handoff.internal.CachedDirectory;
import io.dragoman.handoff.internal.Deliveries;
import io.dragoman.handoff.internal.LeasedPresence;
import io.dragoman.handoff.internal.LogDeskActions;
import io.dragoman.handoff.internal.QueueBoard;
import io.dragoman.handoff.internal.TreeDeskViews;
import io.dragoman.json.JsonParts;
import io.dragoman.security.AuditLog;
import io.dragoman.security.ServiceTokens;
import io.dragoman.security.Sessions;
import io.dragoman.security.VisitorTokens;
import io.dragoman.security.internal.FirstStart;
import io.dragoman.security.internal.SignedVisitorTokens;
import io.dragoman.security.internal.StoreAuditLog;
import io.dragoman.security.internal.StoredServiceTokens;
import io.dragoman.security.internal.TokenSessions;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the API finds: the store, desk and sessions as they really are, and fakes of what belongs to
 * engines and plug-ins.
 */
final class TestServices implements Services {

    private static final JsonParts PARTS = new JsonParts();

    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final ChannelRegistry channels = new ChannelRegistry();

    final EmbeddedStores stores;
    final ConversationLog log;
    final FakeRules rules = new FakeRules();
    final FakeKnowledge knowledge = new FakeKnowledge();
    final FakeSkills skills = new FakeSkills();
    final FakeEdges edges = new FakeEdges();
    final FakeShop shop = new FakeShop("demo");

    /** The conversation whose visitor has the chat open. */
    volatile String online = "";

    TestServices() {
        System.setProperty("dragoman.profile", "demo");
        stores = EmbeddedStores.open(folder("rest-test"), TestApi.JSON, PARTS);
        new FirstStart(stores.directory(), stores.settings());
        var feed = new OrderedLogFeed();
        log =
                new GroupCommitLog(
                        stores.log(), feed, Configs.of(GroupCommitLog.Config.class, Map.of()));
        edges.publish(channels);
        hasStores();
        hasDesk(feed);
        hasSecurity();
        has(EventFeed.class, feed());
        has(PartCodec.class, PARTS);
        has(Channels.class, channels);
        has(Shops.class, Shops.only(shop));
        has(Health.class, edges);
        services.putAll(rules.services());
        services.putAll(knowledge.services());
        services.putAll(skills.services());
        services.putAll(edges.services());
    }

    private static java.nio.file.Path folder(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hasStores() {
        has(LogStore.class, stores.log());
        has(ContactStore.class, stores.contacts());
        has(DirectoryStore.class, stores.directory());
        has(DeskStore.class, stores.desk());
        has(FigureStore.class, stores.figures());
        has(OutboxStore.class, stores.outbox());
        has(EventStore.class, stores.events());
        has(SettingStore.class, stores.settings());
    }

    private void hasDesk(OrderedLogFeed feed) {
        var directory = new CachedDirectory(stores.directory());
        var presence = new LeasedPresence();
        var board = new QueueBoard(stores.log(), directory, presence, feed);
        var views =
                new TreeDeskViews(
                        stores.log(),
                        directory,
                        board,
                        channels,
                        stores.contacts(),
                        PARTS,
                        presence,
                        new Deliveries(stores.outbox(), new LocalSignalBus()));
        var uploads =
                new StoredUploads(
                        stores.uploads(),
                        stores.settings(),
                        Configs.of(
                                StoredUploads.Config.class,
                                Map.of(
                                        "largestMegabytes",
                                        1,
                                        "folder",
                                        folder("rest-files").toString())));
        views.bindLinks(uploads);
        views.bindRatings(stores.desk());
        views.bindVisitors(id -> id.equals(online));
        has(Directory.class, directory);
        has(Presence.class, presence);
        has(Desk.class, board);
        has(DeskViews.class, views);
        has(DeskActions.class, new LogDeskActions(stores.log(), log, directory, channels));
        has(Uploads.class, uploads);
        has(MediaLinks.class, uploads);
    }

    private void hasSecurity() {
        has(ServiceTokens.class, new StoredServiceTokens(stores.tokens()));
        has(
                Sessions.class,
                new TokenSessions(
                        stores.directory(),
                        stores.settings(),
                        Configs.of(TokenSessions.Config.class, Map.of())));
        has(VisitorTokens.class, new SignedVisitorTokens(stores.settings()));
        has(AuditLog.class, new StoreAuditLog(stores.desk()));
    }

    private EventFeed feed() {
        var settings = new EventSettings(Configs.of(EventSettings.Config.class, Map.of()));
        var book = new SubscriptionBook(stores.events());
        var changes = new ChangeEvents(book, TestApi.JSON, PARTS);
        var alarms = new EventAlarms(book, stores.desk(), new LocalSignalBus());
        var delivery = new EventDelivery(stores.events(), book, alarms, settings, TestApi.JSON);
        var sender =
                new EventSender(stores.events(), book, changes, delivery, new OrderedLogFeed());
        return new StoreEventFeed(stores.events(), book, changes, sender, settings, TestApi.JSON);
    }

    <T> void has(Class<T> type, T service) {
        services.put(type, service);
    }

    /** Takes a service away, as a bundle that stops does. */
    void lacks(Class<?> type) {
        services.remove(type);
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }
}
