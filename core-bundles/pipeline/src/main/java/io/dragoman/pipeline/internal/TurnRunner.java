package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.Visitor;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message up the ladder and writes what comes of it, in one entry of the log.
 * Thread-safe.
 */
@Component(service = TurnRunner.class)
public final class TurnRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);
    private static final int TRIES = 5;

    private record Rung(int order, Stage stage) {}

    private final ConversationLog log;
    private final TurnWriter writer;
    private final QueuedTurns queued;
    private final Json json;
    private final Clock clock;
    private final Ladder ladder;
    private final CopyOnWriteArrayList<Rung> rungs = new CopyOnWriteArrayList<>();

    @Activate
    public TurnRunner(
            @Reference(name = "log") ConversationLog log,
            @Reference(name = "writer") TurnWriter writer,
            @Reference(name = "queued") QueuedTurns queued,
            @Reference(name = "json") Json json) {
        this.log = log;
        this.writer = writer;
        this.queued = queued;
        this.json = json;
        this.clock = Clock.systemUTC();
        this.ladder = new Ladder(new Breakers(clock, 5, Duration.ofSeconds(10)));
    }

    @Deactivate
    void close() {
        ladder.close();
    }

    @Reference(
            name = "stage",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addStage(Stage stage, Map<String, Object> properties) {
        int order = properties.get(Stage.ORDER) instanceof Integer number ? number : 50;
        rungs.add(new Rung(order, stage));
    }

    void removeStage(Stage stage) {
        rungs.removeIf(rung -> rung.stage() == stage);
    }

    private List<Stage> stages() {
        return rungs.stream()
                .sorted(Comparator.comparingInt(Rung::order))
                .map(Rung::stage)
                .toList();
    }

    /** Runs one turn; returns when its result is durable or was given up. */
    void run(Conversation conversation, Message message) {
        var turn = new Turn(conversation, message, visitor(conversation), clock.instant());
        if (conversation.state() == State.QUEUED) {
            write(queued.entry(turn));
            return;
        }
        long start = System.nanoTime();
        var climb = ladder.climb(stages(), turn);
        write(writer.entry(turn, climb, System.nanoTime() - start));
    }

    private Visitor visitor(Conversation conversation) {
        try {
            return Visitor.fromProfile(json, conversation.bot().profile());
        } catch (IllegalArgumentException e) {
            return Visitor.UNKNOWN;
        }
    }

    private void write(Entry entry) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var wait = attemptWrite(entry, attempt);
            if (wait.isEmpty()) {
                return;
            }
            try {
                Thread.sleep(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Writes; answers how long to wait before the next try, or nothing when there need be none. */
    private Optional<Duration> attemptWrite(Entry entry, int attempt) {
        try {
            log.appendAndWait(entry, WRITE_LIMIT);
            return Optional.empty();
        } catch (OverloadedException e) {
            return Optional.of(e.retryAfter());
        } catch (StoreException e) {
            if (attempt == TRIES) {
                LOG.error(
                        "The answer in {} could not be written; the sweep will try again",
                        entry.conversationId());
            }
            return Optional.of(Duration.ofSeconds(attempt));
        }
    }
}
