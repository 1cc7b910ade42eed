package io.dragoman.gateway.internal;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.internal.ChannelRegistry;
import io.dragoman.conversation.internal.GroupCommitLog;
import io.dragoman.conversation.internal.LocalSignalBus;
import io.dragoman.conversation.internal.OrderedLogFeed;
import io.dragoman.conversation.internal.StoreInbox;
import io.dragoman.handoff.internal.CachedDirectory;
import io.dragoman.handoff.internal.Deliveries;
import io.dragoman.handoff.internal.LeasedPresence;
import io.dragoman.handoff.internal.LogDeskActions;
import io.dragoman.handoff.internal.QueueBoard;
import io.dragoman.handoff.internal.TreeDeskViews;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.security.Passwords;
import io.dragoman.security.Sessions.SignIn;
import io.dragoman.security.internal.SignedVisitorTokens;
import io.dragoman.security.internal.TokenSessions;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Both sockets over real parts on an embedded database, with wires in memory. */
final class GatewayWorld implements AutoCloseable {

    static final String SITE = "demo";
    private static final String HASH = new Passwords(new SecureRandom()).hash("secret");

    final EmbeddedStores stores;
    final JacksonJson json = new JacksonJson();
    final JsonParts parts = new JsonParts();
    final OrderedLogFeed feed = new OrderedLogFeed();
    final LocalSignalBus signals = new LocalSignalBus();
    final GroupCommitLog log;
    final StoreInbox inbox;
    final ChannelRegistry channels = new ChannelRegistry();
    final LeasedPresence presence = new LeasedPresence();
    final LogDeskActions actions;
    final TokenSessions sessions;
    final SignedVisitorTokens tokens;
    final StoredUploads uploads;
    final VisitorHub visitors;
    final AgentHub agents;
    final User mei = user("mei", Role.AGENT);
    final User gang = user("gang", Role.AGENT);

    GatewayWorld(Path folder) {
        stores = EmbeddedStores.open(folder, json, parts);
        stores.directory().save(new Site(SITE, "示范", "Demo", "Asia/Shanghai", "zh-CN"));
        List.of(mei, gang).forEach(stores.directory()::save);
        team("service", true, Set.of("mei", "gang"));
        team("after-sales", false, Set.of("gang"));
        log =
                new GroupCommitLog(
                        stores.log(), feed, Configs.of(GroupCommitLog.Config.class, Map.of()));
        inbox = new StoreInbox(stores.log(), stores.contacts(), log);
        var directory = new CachedDirectory(stores.directory());
        var board = new QueueBoard(stores.log(), directory, presence, feed);
        actions = new LogDeskActions(stores.log(), log, directory, channels);
        sessions =
                new TokenSessions(
                        stores.directory(),
                        stores.settings(),
                        Configs.of(TokenSessions.Config.class, Map.of()));
        tokens = new SignedVisitorTokens(stores.settings());
        uploads =
                new StoredUploads(
                        stores.uploads(),
                        stores.settings(),
                        Configs.of(
                                StoredUploads.Config.class,
                                Map.of("largestMegabytes", 1, "visitorFiles", 4)),
                        folder.resolve("files"),
                        Clock.systemUTC(),
                        new SecureRandom());
        visitors =
                new VisitorHub(
                        stores.log(),
                        inbox,
                        tokens,
                        directory,
                        board,
                        actions,
                        json,
                        parts,
                        uploads,
                        feed,
                        signals);
        var views =
                new TreeDeskViews(
                        stores.log(),
                        directory,
                        board,
                        channels,
                        stores.contacts(),
                        parts,
                        presence,
                        new Deliveries(stores.outbox(), signals));
        agents =
                new AgentHub(
                        stores.log(),
                        sessions,
                        actions,
                        views,
                        presence,
                        json,
                        parts,
                        uploads,
                        feed,
                        signals);
    }

    private static User user(String id, Role... roles) {
        return new User(
                id,
                id,
                "Name of " + id,
                HASH,
                Set.of(roles),
                true,
                "en",
                5,
                false,
                Optional.empty());
    }

    private void team(String key, boolean fallback, Set<String> members) {
        stores.directory()
                .save(
                        new Team(
                                key,
                                SITE,
                                key,
                                "组",
                                "team " + key,
                                members,
                                fallback,
                                Optional.empty()));
    }

    String signIn(User user) {
        return ((SignIn.Welcome) sessions.signIn(user.username(), "secret", "here")).token();
    }

    Client visitor() {
        var client = new Client();
        client.protocol = new VisitorSession(visitors, client);
        return client;
    }

    Client agent() {
        var client = new Client();
        client.protocol = new AgentSession(agents, client);
        return client;
    }

    /** A visitor who has said hello, for the first time or with a token. */
    Client welcomed(String token, long resumeFrom) {
        var client = visitor();
        client.says(
                Frames.frame(
                        "hello",
                        "visitorToken",
                        token,
                        "resumeFrom",
                        resumeFrom,
                        "locale",
                        "en",
                        "site",
                        SITE));
        return client;
    }

    Conversation conversation(String user, boolean live, String channel) {
        return stores.log()
                .open(
                        new LogStore.Opening(
                                "c-" + user,
                                "p-" + user,
                                SITE,
                                new Address(channel, "default", user),
                                live,
                                "en",
                                user,
                                Instant.now()));
    }

    LogStore.Outcome.Written botSays(String id, List<Part> words) {
        var draft =
                new Draft(
                        Instant.now(),
                        new Author(Kind.BOT, "bot", "Bot"),
                        words,
                        Optional.empty(),
                        Optional.empty());
        var entry = new Entry(id, Optional.empty(), now -> Change.Write.of(now, draft));
        return (LogStore.Outcome.Written) log.appendAndWait(entry, Duration.ofSeconds(10));
    }

    /** A bot that answers every message of a visitor, on threads of its own. */
    void answering() {
        LogFeed source = feed;
        source.subscribe(
                change -> {
                    for (var message : change.messages()) {
                        if (message.from().kind() == Kind.VISITOR) {
                            Thread.ofVirtual().start(() -> answer(message));
                        }
                    }
                });
    }

    private void answer(Message message) {
        var key = Optional.of("t:" + message.seq());
        var draft =
                new Draft(
                        Instant.now(),
                        new Author(Kind.BOT, "bot", "Bot"),
                        List.of(Part.text("re: " + Part.firstText(message.parts()).orElse(""))),
                        key,
                        Optional.of(message.seq()));
        log.appendAndWait(
                new Entry(message.conversationId(), key, now -> Change.Write.of(now, draft)),
                Duration.ofSeconds(10));
    }

    List<Message> messages(String id) {
        return stores.log().messages(id, 0, 10_000);
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

    /** A client with its wire: keeps the frames it got until it was cut off. */
    final class Client implements Wire {
        SocketProtocol protocol;
        private final List<String> raw = new ArrayList<>();
        private boolean cut;
        private Optional<Integer> closedWith = Optional.empty();

        @Override
        public synchronized void send(String frame) {
            if (!cut) {
                raw.add(frame);
            }
        }

        @Override
        public synchronized void close(int code, String reason) {
            closedWith = Optional.of(code);
            cut = true;
        }

        synchronized Optional<Integer> closedWith() {
            return closedWith;
        }

        Client says(Map<String, Object> frame) {
            protocol.received(json.write(frame));
            return this;
        }

        Client saysText(String key, String text) {
            return says(
                    Frames.frame(
                            "message",
                            "clientMessageId",
                            key,
                            "parts",
                            List.of(Map.of("type", "text", "text", text))));
        }

        /** The line breaks: nothing more arrives, and the server notices. */
        void cut() {
            synchronized (this) {
                cut = true;
            }
            protocol.closed();
        }

        synchronized List<String> raw() {
            return List.copyOf(raw);
        }

        List<Map<String, Object>> frames(String type) {
            return raw().stream()
                    .map(GatewayWorld.this::tree)
                    .filter(tree -> tree.get("type").equals(type))
                    .toList();
        }

        Map<String, Object> last(String type) {
            await(() -> !frames(type).isEmpty());
            return frames(type).getLast();
        }

        Map<String, Object> next(String type, int index) {
            await(() -> frames(type).size() > index);
            return frames(type).get(index);
        }

        String conversationId() {
            return (String) last("welcome").get("conversationId");
        }

        String token() {
            return (String) last("welcome").get("visitorToken");
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> tree(String frame) {
        return (Map<String, Object>) json.read(frame);
    }

    static long seq(Map<String, Object> frame) {
        return ((Number) frame.get("seq")).longValue();
    }

    @Override
    public void close() throws InterruptedException {
        agents.close();
        visitors.close();
        log.close();
        stores.close();
    }
}
