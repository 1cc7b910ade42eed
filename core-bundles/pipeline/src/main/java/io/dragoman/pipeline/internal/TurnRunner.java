package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.dialogue.DialogueState;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.Visitor;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
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
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int LONGEST_PAUSE_FACTOR = 10;

    /** Has the last word on what the ladder found. */
    interface Afterwards {

        /** What is written instead. */
        Ladder.Climb after(Turn turn, Ladder.Climb climb);
    }

    private final ConversationLog log;
    private final TurnWriter writer;
    private final QueuedTurns queued;
    private final Afterwards afterwards;
    private final Offers offers;
    private final Json json;
    private final Clock clock;
    private final Duration firstPause;
    private final Ladder ladder;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Rungs rungs;
    private final StartGate gate;

    @Activate
    public TurnRunner(
            @Reference(name = "store") LogStore store,
            @Reference(name = "log") ConversationLog log,
            @Reference(name = "writer") TurnWriter writer,
            @Reference(name = "queued") QueuedTurns queued,
            @Reference(name = "back") ComingBack back,
            @Reference(name = "json") Json json,
            @Reference(name = "rungs") Rungs rungs,
            @Reference(name = "gate") StartGate gate) {
        this(store, log, writer, queued, back, json, rungs, gate, Clock.systemUTC(), FIRST_PAUSE);
    }

    /**
     * Takes the time from outside.
     *
     * @param firstPause how long to wait before a failed write is tried again; later ones wait
     *     longer
     */
    TurnRunner(
            LogStore store,
            ConversationLog log,
            TurnWriter writer,
            QueuedTurns queued,
            Afterwards afterwards,
            Json json,
            Rungs rungs,
            StartGate gate,
            Clock clock,
            Duration firstPause) {
        this.log = log;
        this.writer = writer;
        this.queued = queued;
        this.afterwards = afterwards;
        this.offers = new Offers(store);
        this.json = json;
        this.rungs = rungs;
        this.gate = gate;
        this.clock = clock;
        this.firstPause = firstPause;
        this.ladder = new Ladder(new Breakers(System::nanoTime, 5, Duration.ofSeconds(10)));
    }

    /** Hears of every change of the log, in order, before the turns of its messages are run. */
    void heard(Written change) {
        offers.heard(change);
    }

    @Deactivate
    void close() {
        closing.countDown();
        ladder.close();
    }

    /**
     * Runs one turn; returns when its result is durable, or when this is closed: then whoever comes
     * after finds the message in the log.
     */
    void run(Conversation conversation, Message message) {
        var told = new Turn(conversation, message, visitor(conversation), clock.instant());
        var turn = understood(told);
        boolean waiting = conversation.state() == State.QUEUED;
        if (waiting && !queued.leavesToBot(turn, pressed(told, turn))) {
            write(told, () -> queued.entry(told));
            return;
        }
        long start = System.nanoTime();
        try {
            var held = gate.pass();
            var climbed = afterwards.after(turn, ladder.climb(rungs.inOrder(), turn));
            var climb = held.map(climbed::after).orElse(climbed);
            long nanos = System.nanoTime() - start;
            write(turn, () -> entry(turn, climb, nanos, waiting));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            LOG.info(
                    "Message {} of {} is left to the next start", message.seq(), conversation.id());
        }
    }

    private static boolean pressed(Turn told, Turn understood) {
        return !told.equals(understood) || ChosenOption.in(told.message().parts()).isPresent();
    }

    private Entry entry(Turn turn, Ladder.Climb climb, long nanos, boolean waiting) {
        if (!waiting) {
            return writer.entry(turn, climb, nanos);
        }
        boolean answered =
                !climb.effects().parts().isEmpty() && climb.effects().handOver().isEmpty();
        // What the bot has no answer to is left for whoever comes.
        return answered ? writer.whileWaiting(turn, climb, nanos) : queued.entry(turn);
    }

    private Visitor visitor(Conversation conversation) {
        try {
            return Visitor.fromProfile(json, conversation.bot().profile());
        } catch (IllegalArgumentException e) {
            return Visitor.UNKNOWN;
        }
    }

    /** Makes of "2" the option that it names. */
    private Turn understood(Turn turn) {
        try {
            var dialogue = turn.conversation().bot().dialogue();
            List<Part.Action> own =
                    dialogue.isEmpty()
                            ? List.of()
                            : DialogueState.fromTree(json.read(dialogue)).options();
            return offers.understood(turn, own);
        } catch (IllegalArgumentException | StoreException e) {
            // The words as they stand are understood well enough by the ladder.
            return turn;
        }
    }

    private void write(Turn turn, Supplier<Entry> composing) {
        var wanted = composing;
        for (int attempt = 1; ; attempt++) {
            switch (attempt(wanted)) {
                case DONE -> {
                    return;
                }
                case REFUSED -> {
                    if (attempt > 1 && wanted != composing) {
                        LOG.error(
                                "Message {} of {} cannot be dealt with",
                                turn.message().seq(),
                                turn.conversation().id());
                        return;
                    }
                    wanted = () -> writer.apology(turn);
                }
                case LATER -> {
                    if (!pause(attempt)) {
                        return;
                    }
                }
            }
        }
    }

    private enum Attempt {
        DONE,
        /** It can never be written: it is broken itself. */
        REFUSED,
        LATER
    }

    private Attempt attempt(Supplier<Entry> composing) {
        try {
            var outcome = log.appendAndWait(composing.get(), WRITE_LIMIT);
            return outcome instanceof Outcome.Refused refused && !refused.code().equals("handled")
                    ? Attempt.REFUSED
                    : Attempt.DONE;
        } catch (OverloadedException | StoreException e) {
            // The log itself tells of an outage, once and not for every conversation.
            LOG.debug("An answer is not written yet and tried again: {}", e.getMessage());
            return Attempt.LATER;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("An answer could not be composed; the customer gets an excuse", e);
            return Attempt.REFUSED;
        }
    }

    /**
     * Waits before another try, the longer the more there were.
     *
     * @return whether to try again: not when this is being closed
     */
    boolean pause(int attempt) {
        var length = firstPause.multipliedBy(Math.min(attempt, LONGEST_PAUSE_FACTOR));
        try {
            return !closing.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
