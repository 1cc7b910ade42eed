package io.dragoman.handoff.internal;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.ReplyWindow;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.internal.ChannelRegistry;
import io.dragoman.conversation.internal.GroupCommitLog;
import io.dragoman.conversation.internal.OrderedLogFeed;
import io.dragoman.conversation.internal.StoreInbox;
import io.dragoman.handoff.Presence;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationEditor;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A desk with real parts on an embedded database, and a clock that the test moves. */
final class DeskWorld implements AutoCloseable {

    static final String SITE = "demo";

    final TestClock clock = TestClock.at("2026-11-20T08:00:00Z");
    final EmbeddedStores stores;
    final OrderedLogFeed feed = new OrderedLogFeed();
    final GroupCommitLog log;
    final StoreInbox inbox;
    final ChannelRegistry channels = new ChannelRegistry();
    final CachedDirectory directory;
    final LeasedPresence presence = new LeasedPresence(clock);
    final QueueBoard board;
    final LogDeskActions actions;

    final User mei = user("mei", 3, Role.AGENT);
    final User gang = user("gang", 3, Role.AGENT);
    final User chen = user("chen", 3, Role.SUPERVISOR, Role.AGENT);
    final User lin = user("lin", 3, Role.ANALYST);

    DeskWorld(Path folder) {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        stores.directory().save(new Site(SITE, "示范", "Demo", "Asia/Shanghai", "zh-CN"));
        team("service", true, Set.of("mei", "gang", "chen"), Optional.empty());
        team("after-sales", false, Set.of("gang"), Optional.empty());
        List.of(mei, gang, chen, lin).forEach(stores.directory()::save);
        log =
                new GroupCommitLog(
                        stores.log(), feed, Configs.of(GroupCommitLog.Config.class, Map.of()));
        inbox = new StoreInbox(stores.log(), stores.contacts(), log);
        directory = new CachedDirectory(stores.directory(), clock);
        board = new QueueBoard(stores.log(), directory, presence, feed, clock);
        actions = new LogDeskActions(stores.log(), log, directory, channels, clock);
    }

    void team(String key, boolean fallback, Set<String> members, Optional<String> hours) {
        stores.directory()
                .save(
                        new Team(
                                "t-" + key,
                                SITE,
                                key,
                                "组 " + key,
                                "team " + key,
                                members,
                                fallback,
                                hours));
    }

    static User user(String id, int capacity, Role... roles) {
        return new User(
                id,
                id,
                "Name of " + id,
                "hash",
                Set.of(roles),
                true,
                "en",
                capacity,
                false,
                Optional.empty());
    }

    Assigner assigner(Map<String, Object> config) {
        return new Assigner(
                board,
                directory,
                presence,
                log,
                channels,
                stores.desk(),
                Configs.of(Assigner.Config.class, config),
                clock);
    }

    /** A customer's conversation with one message. */
    Conversation customer(String name) {
        return customer("web", name, true);
    }

    Conversation customer(String channel, String name, boolean live) {
        var id =
                stores.log()
                        .open(
                                new LogStore.Opening(
                                        "c-" + name,
                                        "p-" + name,
                                        SITE,
                                        new Address(channel, "default", name),
                                        live,
                                        "en",
                                        name,
                                        clock.instant()))
                        .id();
        try {
            inbox.receive(id, "hello-" + name, List.of(Part.text("hello")), name)
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return now(id);
    }

    Conversation queued(String name, String team, int priority) {
        var id = customer(name).id();
        return change(
                id,
                next ->
                        next.state(State.QUEUED)
                                .priority(priority)
                                .desk(
                                        DeskState.queued(
                                                team,
                                                "summary",
                                                "handoff.misses",
                                                clock.instant())));
    }

    Conversation change(String id, UnaryOperator<ConversationEditor> edit) {
        var entry =
                new Entry(
                        id,
                        Optional.empty(),
                        now -> Change.Write.of(edit.apply(now.edit()).done()));
        return ((Written) log.appendAndWait(entry, Duration.ofSeconds(10))).conversation();
    }

    Conversation now(String id) {
        return stores.log().conversation(id).orElseThrow();
    }

    List<Message> messages(String id) {
        return stores.log().messages(id, 0, 1000);
    }

    List<String> words(String id) {
        return messages(id).stream()
                .map(message -> Part.firstText(message.parts()).orElse(""))
                .toList();
    }

    void online(User... users) {
        for (var user : users) {
            presence.set(user.id(), Presence.State.ONLINE);
        }
    }

    /** Installs a channel that counts our answers. */
    void countedChannel(String name, int sends) {
        var account = new ChannelAccount(name, "default", SITE);
        var window = new ReplyWindow(Duration.ofHours(48), sends);
        var can =
                new Capabilities(Set.of(Part.Kind.TEXT), 600, 0, Optional.of(window), false, false);
        channels.add(new Counted(account, can));
    }

    private record Counted(ChannelAccount identity, Capabilities capabilities) implements Channel {
        @Override
        public Delivery send(Outbound message) {
            return new Delivery.Sent(Optional.empty());
        }
    }

    @Override
    public void close() throws InterruptedException {
        board.close();
        log.close();
        stores.close();
    }
}
