package io.dragoman.rest;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
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
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.security.AuditLog;
import io.dragoman.security.Passwords;
import io.dragoman.security.ServiceTokens;
import io.dragoman.security.Sessions;
import io.dragoman.security.VisitorTokens;
import io.dragoman.security.internal.FirstStart;
import io.dragoman.security.internal.SignedVisitorTokens;
import io.dragoman.security.internal.StoreAuditLog;
import io.dragoman.security.internal.StoredServiceTokens;
import io.dragoman.security.internal.TokenSessions;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Opening;
import io.dragoman.storage.LogStore.TraceDraft;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The API behind a real server, on the real store, desk and sessions; what belongs to engines and
 * plug-ins is faked. One is shared by all tests that leave each other alone.
 */
public final class TestApi implements AutoCloseable {

    static final JacksonJson JSON = new JacksonJson();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<Class<?>, Object> services = new ConcurrentHashMap<>();
    private final ConversationLog log;
    private volatile String language = "en";

    public final EmbeddedStores stores;
    private final java.nio.file.Path files;

    /** The conversation whose visitor has the chat open. */
    public volatile String online = "";

    public final FakeRules rules = new FakeRules();
    public final FakeKnowledge knowledge = new FakeKnowledge();
    public final FakeSkills skills = new FakeSkills();
    public final FakeEdges edges = new FakeEdges();
    public final FakeShop shop = new FakeShop("demo");

    private static final class Shared {
        static final TestApi API = new TestApi();
    }

    public static TestApi shared() {
        return Shared.API;
    }

    public TestApi() {
        System.setProperty("dragoman.profile", "demo");
        var codec = new JsonParts();
        try {
            stores = EmbeddedStores.open(Files.createTempDirectory("rest-test"), JSON, codec);
            files = Files.createTempDirectory("rest-files");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new FirstStart(stores.directory(), stores.settings());
        var feed = new OrderedLogFeed();
        log =
                new GroupCommitLog(
                        stores.log(), feed, Configs.of(GroupCommitLog.Config.class, Map.of()));
        var directory = new CachedDirectory(stores.directory());
        var presence = new LeasedPresence();
        var channels = new ChannelRegistry();
        edges.publish(channels);
        var board = new QueueBoard(stores.log(), directory, presence, feed);
        has(LogStore.class, stores.log());
        has(ContactStore.class, stores.contacts());
        has(DirectoryStore.class, stores.directory());
        has(DeskStore.class, stores.desk());
        has(FigureStore.class, stores.figures());
        has(OutboxStore.class, stores.outbox());
        has(EventStore.class, stores.events());
        has(EventFeed.class, feed());
        has(SettingStore.class, stores.settings());
        has(Directory.class, directory);
        has(Presence.class, presence);
        has(Channels.class, channels);
        has(Desk.class, board);
        has(PartCodec.class, codec);
        var views =
                new TreeDeskViews(
                        stores.log(),
                        directory,
                        board,
                        channels,
                        stores.contacts(),
                        codec,
                        presence,
                        new Deliveries(stores.outbox(), new LocalSignalBus()));
        has(DeskViews.class, views);
        has(DeskActions.class, new LogDeskActions(stores.log(), log, directory, channels));
        has(ServiceTokens.class, new StoredServiceTokens(stores.tokens()));
        has(
                Sessions.class,
                new TokenSessions(
                        stores.directory(),
                        stores.settings(),
                        Configs.of(TokenSessions.Config.class, Map.of())));
        var uploads =
                new StoredUploads(
                        stores.uploads(),
                        stores.settings(),
                        Configs.of(
                                StoredUploads.Config.class,
                                Map.of("largestMegabytes", 1, "folder", files.toString())));
        has(Uploads.class, uploads);
        has(MediaLinks.class, uploads);
        views.bindLinks(uploads);
        views.bindRatings(stores.desk());
        views.bindVisitors(id -> id.equals(online));
        has(VisitorTokens.class, new SignedVisitorTokens(stores.settings()));
        has(AuditLog.class, new StoreAuditLog(stores.desk()));
        has(Shops.class, Shops.only(shop));
        has(Health.class, edges);
        rules.services().forEach(this::hasAny);
        knowledge.services().forEach(this::hasAny);
        skills.services().forEach(this::hasAny);
        edges.services().forEach(this::hasAny);
        start();
    }

    private EventFeed feed() {
        var settings = new EventSettings(Configs.of(EventSettings.Config.class, Map.of()));
        var book = new SubscriptionBook(stores.events());
        var changes = new ChangeEvents(book, JSON, new JsonParts());
        var alarms = new EventAlarms(book, stores.desk(), new LocalSignalBus());
        var delivery = new EventDelivery(stores.events(), book, alarms, settings, JSON);
        var sender =
                new EventSender(stores.events(), book, changes, delivery, new OrderedLogFeed());
        return new StoreEventFeed(stores.events(), book, changes, sender, settings, JSON);
    }

    public <T> void has(Class<T> type, T service) {
        services.put(type, service);
    }

    private void hasAny(Class<?> type, Object service) {
        services.put(type, service);
    }

    /** Takes a service away, as a bundle that stops does. */
    public void lacks(Class<?> type) {
        services.remove(type);
    }

    private void start() {
        Services found =
                new Services() {
                    @Override
                    public <T> Optional<T> find(Class<T> type) {
                        return Optional.ofNullable(type.cast(services.get(type)));
                    }
                };
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(
                new ServletHolder(
                        (Servlet)
                                new RestServlet(
                                        found,
                                        JSON,
                                        new FakeInstallation(),
                                        Configs.of(RestServlet.Config.class, Map.of()))),
                "/api/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not start", e);
        }
    }

    /** In which language people want to read from now on. */
    public TestApi speaking(String next) {
        language = next;
        return this;
    }

    public Answer get(String user, String path) {
        return call(user, "GET", path, null);
    }

    public Answer post(String user, String path, Object body) {
        return call(user, "POST", path, body);
    }

    public Answer put(String user, String path, Object body) {
        return call(user, "PUT", path, body);
    }

    public Answer patch(String user, String path, Object body) {
        return call(user, "PATCH", path, body);
    }

    public Answer delete(String user, String path) {
        return call(user, "DELETE", path, null);
    }

    /**
     * @param user an empty text for nobody
     * @param body a tree, or null for none
     */
    public Answer call(String user, String method, String path, Object body) {
        var headers = new HashMap<String, String>();
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        if (!user.isEmpty()) {
            headers.put("Authorization", "Bearer " + token(user));
        }
        return send(method, path, headers, body == null ? "" : JSON.write(body));
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    public Answer send(String method, String path, Map<String, String> headers, String body) {
        return exchange(
                method,
                path,
                headers,
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
    }

    /** Sends a bare body. */
    public Answer bytes(String method, String path, Map<String, String> headers, byte[] body) {
        return exchange(method, path, headers, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** A token of the visitor of a conversation. */
    public String visitorToken(Conversation of) {
        return ((VisitorTokens) services.get(VisitorTokens.class))
                .issue(of.site(), of.id(), of.address().user());
    }

    private Answer exchange(
            String method,
            String path,
            Map<String, String> headers,
            HttpRequest.BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api" + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        request.header("Accept-Language", headers.getOrDefault("Accept-Language", language));
        headers.forEach(request::setHeader);
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String token(String user) {
        return tokens.computeIfAbsent(user, name -> signIn(name, "dragoman"));
    }

    /** The token is no good any more. */
    public void forget(String user) {
        tokens.remove(user);
    }

    public String signIn(String user, String password) {
        var answer =
                send(
                        "POST",
                        "/v1/session",
                        Map.of("Content-Type", "application/json"),
                        JSON.write(Map.of("username", user, "password", password)));
        return (String) answer.is(200).get("token");
    }

    public String userId(String username) {
        return stores.directory().byUsername(username).orElseThrow().id();
    }

    /** Somebody of another site, with the usual password. */
    public void person(String username, String site, Role... roles) {
        stores.directory().save(new Site(site, site, site, "UTC", "en"));
        stores.directory()
                .save(
                        new User(
                                "u-" + username,
                                username,
                                username,
                                new Passwords(new SecureRandom()).hash("dragoman"),
                                Set.of(roles),
                                true,
                                "en",
                                5,
                                false,
                                Optional.of(site)));
        ((Directory) services.get(Directory.class)).refresh();
    }

    public Team team(String key) {
        return stores.directory().teams().stream()
                .filter(team -> team.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** A conversation of a new visitor, who has said something. */
    public Conversation conversation(String text) {
        return conversation("web", text);
    }

    public Conversation conversation(String channel, String text) {
        int number = NUMBERS.incrementAndGet();
        var opened =
                stores.log()
                        .open(
                                new Opening(
                                        "c-" + number,
                                        "p-" + number,
                                        "demo",
                                        new Address(channel, "default", "v-" + number),
                                        "web".equals(channel),
                                        "en",
                                        "Visitor " + number,
                                        Instant.now()));
        return say(opened, Kind.VISITOR, text, Optional.empty());
    }

    public Conversation say(Conversation in, Kind kind, String text, Optional<Long> inReplyTo) {
        var draft =
                new Draft(
                        Instant.now(),
                        new Author(kind, "x", "X"),
                        List.of(Part.text(text)),
                        Optional.empty(),
                        inReplyTo);
        return write(in.id(), now -> Change.Write.of(heard(now, draft), draft));
    }

    private static Conversation heard(Conversation now, Draft draft) {
        return draft.from().kind() == Kind.VISITOR
                ? now.edit().window(new Conversation.WindowState(Optional.of(draft.at()), 0)).done()
                : now;
    }

    /** The bot answers a message and says why. */
    public Conversation answer(Conversation in, long question, String text, String trace) {
        var draft =
                new Draft(
                        Instant.now(),
                        new Author(Kind.BOT, "bot", "Bot"),
                        List.of(Part.text(text)),
                        Optional.empty(),
                        Optional.of(question));
        return write(
                in.id(),
                now ->
                        new Change.Write(
                                now,
                                List.of(draft),
                                Optional.of(new TraceDraft(trace)),
                                List.of(),
                                List.of()));
    }

    /** A customer rates a conversation. */
    public Conversation rated(Conversation conversation, Rating rating) {
        return write(
                conversation.id(), now -> Change.Write.of(now).withBeside(Beside.rating(rating)));
    }

    /** Puts a conversation into a team's queue. */
    public Conversation queued(Conversation conversation, String team) {
        return write(
                conversation.id(),
                now ->
                        Change.Write.of(
                                now.edit()
                                        .state(State.QUEUED)
                                        .desk(
                                                DeskState.queued(
                                                        team,
                                                        "wants help",
                                                        "handoff.asked",
                                                        Instant.now()))
                                        .done()));
    }

    private Conversation write(
            String id, java.util.function.Function<Conversation, Change> decide) {
        var outcome = log.appendAndWait(new Entry(id, Optional.empty(), decide), LIMIT);
        return ((LogStore.Outcome.Written) outcome).conversation();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        stores.close();
    }
}
