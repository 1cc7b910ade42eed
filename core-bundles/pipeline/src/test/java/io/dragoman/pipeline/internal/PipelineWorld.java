package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.shop.Shops;
import io.dragoman.conversation.EventSource;
import io.dragoman.conversation.Inbox.Receipt;
import io.dragoman.conversation.internal.ChannelRegistry;
import io.dragoman.conversation.internal.GroupCommitLog;
import io.dragoman.conversation.internal.OrderedLogFeed;
import io.dragoman.conversation.internal.StoreInbox;
import io.dragoman.handoff.Presence;
import io.dragoman.handoff.internal.CachedDirectory;
import io.dragoman.handoff.internal.LeasedPresence;
import io.dragoman.handoff.internal.LogDeskActions;
import io.dragoman.handoff.internal.QueueBoard;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.Ticket;
import io.dragoman.storage.User;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The flow of turns with real parts round it; the stages are the test's. */
final class PipelineWorld implements AutoCloseable {

    static final String SITE = "demo";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final EmbeddedStores stores;
    final JacksonJson json = new JacksonJson();
    final OrderedLogFeed feed = new OrderedLogFeed();
    final GroupCommitLog log;
    final StoreInbox inbox;
    final LeasedPresence presence = new LeasedPresence();
    final QueueBoard board;
    final LogDeskActions actions;
    final TestRules rules = new TestRules();
    final Facts facts;
    final TurnWriter writer;
    final QueuedTurns queued;

    /** What is told of tickets: the type's ending and how many comments there are. */
    final List<String> ticketsTold = new CopyOnWriteArrayList<>();

    private final EventSource ticketEvents =
            new EventSource() {
                @Override
                public List<EventDraft> of(Conversation before, Change.Write change) {
                    return List.of();
                }

                @Override
                public List<EventDraft> of(Ticket ticket, boolean isNew) {
                    ticketsTold.add((isNew ? "created" : "updated") + ticket.comments().size());
                    return List.of();
                }
            };

    final User mei =
            new User(
                    "mei",
                    "mei",
                    "Mei",
                    "",
                    Set.of(User.Role.AGENT),
                    true,
                    "en",
                    100,
                    false,
                    Optional.empty());
    Rungs rungs = new Rungs();
    StartGate gate =
            new StartGate(
                    rungs, Configs.of(StartGate.Config.class, Map.of("stages", new String[0])));
    TurnRunner.Afterwards afterwards = (turn, climb) -> climb;
    TurnRunner runner;
    private Optional<TurnQueue> queue = Optional.empty();
    private final Set<Message> heard = ConcurrentHashMap.newKeySet();

    PipelineWorld(Path folder) {
        stores = EmbeddedStores.open(folder, json, new JsonParts());
        stores.directory().save(new Site(SITE, "示范", "Demo", "Asia/Shanghai", "zh-CN"));
        stores.directory().save(mei);
        team("service", true);
        team("after-sales", false);
        log =
                new GroupCommitLog(
                        stores.log(), feed, Configs.of(GroupCommitLog.Config.class, Map.of()));
        inbox = new StoreInbox(stores.log(), stores.contacts(), log);
        var directory = new CachedDirectory(stores.directory());
        var channels = new ChannelRegistry();
        board = new QueueBoard(stores.log(), directory, presence, feed);
        actions = new LogDeskActions(stores.log(), log, directory, channels);
        facts = new Facts(stores.directory(), board, channels, Shops.only());
        writer = new TurnWriter(board, rules, facts, new Summaries(stores.log()), json);
        queued = new QueuedTurns(board, stores.desk(), ticketEvents);
        runner = newRunner();
        feed.subscribe(change -> heard.addAll(change.messages()));
    }

    private void team(String key, boolean fallback) {
        stores.directory()
                .save(
                        new Team(
                                key,
                                SITE,
                                key,
                                "组",
                                "team " + key,
                                Set.of("mei"),
                                fallback,
                                Optional.empty()));
    }

    private TurnRunner newRunner() {
        return new TurnRunner(
                stores.log(),
                log,
                writer,
                queued,
                afterwards,
                json,
                rungs,
                gate,
                Clock.systemUTC(),
                Duration.ofMillis(10));
    }

    PipelineWorld with(Stage... stages) {
        for (int i = 0; i < stages.length; i++) {
            rungs.addStage(stages[i], Map.of(Stage.ORDER, (i + 1) * 10));
        }
        return this;
    }

    /** From now on turns wait until stages of these names are there and ready. */
    PipelineWorld waitingFor(int seconds, String... names) {
        gate.close();
        gate =
                new StartGate(
                        rungs,
                        Configs.of(
                                StartGate.Config.class,
                                Map.of("stages", names, "limitSeconds", seconds)));
        runner.close();
        runner = newRunner();
        return this;
    }

    PipelineWorld start() {
        return start(Map.of());
    }

    PipelineWorld start(Map<String, Object> config) {
        queue =
                Optional.of(
                        new TurnQueue(
                                stores.log(),
                                runner,
                                feed,
                                Configs.of(TurnQueue.Config.class, config)));
        return this;
    }

    /** The process dies: nobody finishes anything. */
    void crash() {
        queue.ifPresent(TurnQueue::close);
        queue = Optional.empty();
        runner.close();
        rungs = new Rungs();
        runner = newRunner();
    }

    void agentOnline() {
        presence.set("mei", Presence.State.ONLINE);
    }

    String customer(String name) {
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
                                Instant.now()))
                .id();
    }

    long says(String id, String text) {
        return sends(id, List.of(Part.text(text)));
    }

    long sends(String id, List<Part> parts) {
        try {
            var key = "k" + System.nanoTime();
            var receipt = inbox.receive(id, key, parts, "").get(30, TimeUnit.SECONDS);
            return ((Receipt.Accepted) receipt).message().seq();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says something and waits for what the bot answers to it. */
    Message asks(String id, String text) {
        return answerTo(id, says(id, text));
    }

    Message answerTo(String id, long seq) {
        await(() -> answers(id, seq).findFirst().isPresent());
        return answers(id, seq).findFirst().orElseThrow();
    }

    private java.util.stream.Stream<Message> answers(String id, long seq) {
        return heard.stream()
                .filter(m -> m.conversationId().equals(id))
                .filter(m -> m.from().kind() == Kind.BOT && m.inReplyTo().equals(Optional.of(seq)));
    }

    /** Waits until the bot is done with a message, whether or not it said something. */
    void handled(String id, long seq) {
        await(() -> now(id).bot().handledSeq() >= seq);
    }

    /** Polls, because what it waits for happens on other threads; fails after half a minute. */
    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not happen within " + PATIENCE);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    Conversation now(String id) {
        return stores.log().conversation(id).orElseThrow();
    }

    List<Message> messages(String id) {
        return stores.log().messages(id, 0, 10_000);
    }

    static String words(Message message) {
        return Part.firstText(message.parts()).orElse("");
    }

    Map<?, ?> trace(Message message) {
        return (Map<?, ?>)
                json.read(
                        stores.log().trace(message.conversationId(), message.seq()).orElseThrow());
    }

    List<Ticket> tickets() {
        var all =
                new TicketFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return stores.desk().tickets(all, Optional.empty(), 1_000).items();
    }

    record TestStage(String name, Duration limit, Function<Turn, StageResult> work)
            implements Stage {
        @Override
        public StageResult attempt(Turn turn) {
            return work.apply(turn);
        }
    }

    static Stage stage(String name, Function<Turn, StageResult> work) {
        return new TestStage(name, Duration.ofSeconds(30), work);
    }

    static StageResult answer(String text) {
        return answer(Effects.say(List.of(Part.text(text))));
    }

    static StageResult answer(Effects effects) {
        return new StageResult.Answer(Report.of("skill.answered", "skill", "test"), effects);
    }

    static Stage echo() {
        return stage("echo", turn -> answer("re: " + turn.text()));
    }

    static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody let the stage go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Rules that are given by phase as a function of the facts. */
    static final class TestRules implements RuleEngine {
        private final Map<Phase, Function<Collection<? extends Fact>, List<Decision>>> byPhase =
                new ConcurrentHashMap<>();

        void in(Phase phase, Function<Collection<? extends Fact>, List<Decision>> decide) {
            byPhase.put(phase, decide);
        }

        @Override
        public Outcome decide(Phase phase, Collection<? extends Fact> facts, Duration limit) {
            var decisions = byPhase.getOrDefault(phase, f -> List.of()).apply(facts);
            var fired =
                    decisions.stream()
                            .map(d -> new Fired(d.rule(), "test.drl"))
                            .distinct()
                            .toList();
            return new Outcome(decisions, fired, "v1");
        }

        @Override
        public Status status() {
            return new Status("v1", "2026-11-21T00:00:00Z", List.of(), List.of());
        }

        @Override
        public List<Problem> check(String file, byte[] content) {
            return List.of();
        }
    }

    @Override
    public void close() throws InterruptedException {
        queue.ifPresent(TurnQueue::close);
        gate.close();
        runner.close();
        log.close();
        stores.close();
    }

    /** What the bot has said in a conversation. */
    List<Message> ofBot(String id) {
        return messages(id).stream().filter(m -> m.from().kind() == Kind.BOT).toList();
    }

    /** Every message of the customer is answered exactly once, in the order they were sent. */
    void assertAnsweredInOrder(String id, int messages) {
        await(() -> ofBot(id).size() >= messages);
        var asked =
                messages(id).stream()
                        .filter(m -> m.from().kind() == Kind.VISITOR)
                        .map(Message::seq)
                        .toList();
        assertThat(asked).hasSize(messages);
        assertThat(ofBot(id)).extracting(m -> m.inReplyTo().orElseThrow()).isEqualTo(asked);
    }
}
