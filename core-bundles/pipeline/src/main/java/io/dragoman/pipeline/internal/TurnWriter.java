package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Desk;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.LogStore.TraceDraft;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the ladder wants into one entry of the log: the answer, the next state, the trace and
 * the mark that the message is dealt with. The entry's key makes sure that a turn is answered once.
 */
@Component(service = TurnWriter.class)
public final class TurnWriter {

    private static final Logger LOG = LoggerFactory.getLogger(TurnWriter.class);
    private static final Duration AFTER_LIMIT = Duration.ofMillis(500);
    private static final int LONGEST_SUMMARY = 4_000;
    private static final int LONGEST_SUBJECT = 200;

    /** A broken dialogue would only break the next turn too. */
    private static final Effects EXCUSE = Effects.NONE.withDialogue("").asMiss();

    private final Desk desk;
    private final RuleEngine rules;
    private final Facts facts;
    private final Summaries summaries;
    private final Traces traces;
    private final SensitiveWords sensitiveWords;
    private final Texts texts = PipelineTexts.load();
    private final Clock clock;
    private final Ids ids;

    @Activate
    public TurnWriter(
            @Reference(name = "desk") Desk desk,
            @Reference(name = "rules") RuleEngine rules,
            @Reference(name = "facts") Facts facts,
            @Reference(name = "summaries") Summaries summaries,
            @Reference(name = "json") Json json) {
        this(desk, rules, facts, summaries, json, Clock.systemUTC());
    }

    TurnWriter(
            Desk desk, RuleEngine rules, Facts facts, Summaries summaries, Json json, Clock clock) {
        this.desk = desk;
        this.rules = rules;
        this.facts = facts;
        this.summaries = summaries;
        this.traces = new Traces(json);
        this.sensitiveWords = new SensitiveWords(json);
        this.clock = clock;
        this.ids = new Ids(clock, new SecureRandom());
    }

    Entry entry(Turn turn, Ladder.Climb climb, long nanos) {
        return entry(turn, climb, nanos, State.BOT);
    }

    /** The answer to somebody who goes on waiting for a person. */
    Entry whileWaiting(Turn turn, Ladder.Climb climb, long nanos) {
        return entry(turn, climb, nanos, State.QUEUED);
    }

    private Entry entry(Turn turn, Ladder.Climb climb, long nanos, State expected) {
        var after = afterRules(turn);
        var effects = climb.effects().after(after.map(RuleReports::marks).orElse(Effects.NONE));
        var plan =
                effects.handOver().map(wish -> desk.plan(turn.conversation().site(), wish.team()));
        var parts = parts(turn, effects, plan);
        var summary = effects.handOver().map(wish -> summary(turn, wish)).orElse("");
        var reason = effects.handOver().map(Effects.HandOver::reason);
        var version =
                after.map(RuleEngine.Outcome::version).orElseGet(() -> rules.status().version());
        var trace = new TraceDraft(traces.of(turn, climb, nanos, reason, version));
        var at = clock.instant();
        var tickets = tickets(turn, effects, summary);
        var events = sensitiveWords.events(turn, climb, effects.tags());
        var key = Optional.of("t:" + turn.message().seq());
        var draft = new Draft(at, bot(turn), parts, key, Optional.of(turn.message().seq()));
        return new Entry(
                turn.conversation().id(),
                key,
                Message.characters(parts) + trace.json().length(),
                unlessDone(
                        turn,
                        expected,
                        now ->
                                new Change.Write(
                                        NextState.after(now, turn, effects, plan, summary, at),
                                        List.of(draft),
                                        Optional.of(trace),
                                        tickets,
                                        events)));
    }

    /** Writes nothing twice, and nothing behind the back of whoever has it now. */
    static Function<Conversation, Change> unlessDone(
            Turn turn, State expected, Function<Conversation, Change> write) {
        return now -> {
            if (now.bot().handledSeq() >= turn.message().seq()) {
                return new Change.Refuse("handled", "This message was dealt with already");
            }
            // A person was faster; the bot keeps quiet.
            return now.state() == expected
                    ? write.apply(now)
                    : Change.Write.of(NextState.handled(now, turn));
        };
    }

    /** What is said when the answer itself cannot be written: at least the customer knows. */
    Entry apology(Turn turn) {
        var key = Optional.of("t:" + turn.message().seq());
        var words = List.of(Part.text(texts.get(turn.locale(), "miss.nothing")));
        return new Entry(
                turn.conversation().id(),
                key,
                unlessDone(turn, State.BOT, now -> excused(now, turn, words, key)));
    }

    private Change excused(Conversation now, Turn turn, List<Part> words, Optional<String> key) {
        var seq = Optional.of(turn.message().seq());
        var at = now.lastActivityAt();
        return Change.Write.of(
                NextState.after(now, turn, EXCUSE, Optional.empty(), "", at),
                new Draft(clock.instant(), bot(turn), words, key, seq));
    }

    private Author bot(Turn turn) {
        return new Author(Kind.BOT, "bot", texts.get(turn.locale(), "bot.name"));
    }

    /**
     * What is said: the stage's words, then the place in the queue or the reason why nobody comes.
     */
    private List<Part> parts(Turn turn, Effects effects, Optional<Desk.Plan> plan) {
        var parts = new ArrayList<>(effects.parts());
        plan.ifPresent(to -> parts.add(Part.text(queueText(texts, turn, to))));
        if (parts.isEmpty()) {
            parts.add(Part.text(texts.get(turn.locale(), "miss.nothing")));
        }
        return BoundedParts.of(parts);
    }

    /** Where the customer stands now, in words. */
    static String queueText(Texts texts, Turn turn, Desk.Plan plan) {
        var team =
                "zh".equals(turn.locale().getLanguage())
                        ? plan.team().nameZh()
                        : plan.team().nameEn();
        if (plan.online() > 0) {
            return texts.get(turn.locale(), "queue.joined", team, plan.position());
        }
        var key = plan.open() ? "queue.nobody" : "queue.closed";
        return texts.get(turn.locale(), key, team, plan.position());
    }

    private String summary(Turn turn, Effects.HandOver wish) {
        var words = wish.summary().isEmpty() ? summaries.of(turn) : wish.summary();
        return BoundedParts.cut(words, LONGEST_SUMMARY);
    }

    private List<TicketDraft> tickets(Turn turn, Effects effects, String summary) {
        var body = summary.isEmpty() ? turn.text() : summary;
        return effects.tickets().stream()
                .map(
                        ticket -> {
                            var team =
                                    desk.plan(turn.conversation().site(), ticket.team())
                                            .team()
                                            .key();
                            var subject = BoundedParts.cut(ticket.subject(), LONGEST_SUBJECT);
                            return new TicketDraft(ids.next(), team, subject, body);
                        })
                .toList();
    }

    /**
     * Rules of the phase AFTER may still tag, set a priority or open a ticket; they cannot speak.
     */
    private Optional<RuleEngine.Outcome> afterRules(Turn turn) {
        try {
            return Optional.of(
                    rules.decide(
                            RuleEngine.Phase.AFTER,
                            facts.of(turn, Facts.Intent.NONE),
                            AFTER_LIMIT));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Rules of the phase AFTER failed: {}", e.toString());
            return Optional.empty();
        }
    }
}
