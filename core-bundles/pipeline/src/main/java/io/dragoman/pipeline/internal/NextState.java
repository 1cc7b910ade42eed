package io.dragoman.pipeline.internal;

import io.dragoman.handoff.Desk;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a turn makes of its conversation. */
final class NextState {

    private static final Logger LOG = LoggerFactory.getLogger(NextState.class);
    private static final int LONGEST_DIALOGUE = 100_000;
    private static final int LONGEST_TAG = 64;
    private static final int MOST_TAGS = 50;

    private NextState() {}

    /** With the turn's message done, and nothing else. */
    static Conversation handled(Conversation now, Turn turn) {
        return now.edit().bot(now.bot().withHandled(turn.message().seq())).done();
    }

    /** With one more message of ours since the customer's last one. */
    static Conversation counted(Conversation now) {
        var window = new WindowState(now.window().lastCustomerAt(), now.window().sends() + 1);
        return now.edit().window(window).done();
    }

    /**
     * With what a turn has found.
     *
     * @param plan to whom it is handed over; empty when it stays with the bot
     * @param summary what the agent needs to know at a glance
     * @param at when it was handed over
     */
    static Conversation after(
            Conversation now,
            Turn turn,
            Effects effects,
            Optional<Desk.Plan> plan,
            String summary,
            Instant at) {
        var bot = bot(now.bot(), turn, effects);
        var next =
                counted(now)
                        .edit()
                        .bot(plan.isPresent() ? bot.withDialogue("") : bot)
                        .tags(tags(now, effects))
                        .priority(effects.priority().orElse(now.priority()));
        plan.ifPresent(
                to -> {
                    var reason = effects.handOver().orElseThrow().reason();
                    var words = reason.params().getOrDefault("rule", "");
                    var why = words.isEmpty() ? reason.key() : words;
                    next.state(State.QUEUED)
                            .desk(DeskState.queued(to.team().key(), summary, why, at));
                });
        return next.done();
    }

    private static BotState bot(BotState old, Turn turn, Effects effects) {
        return old.withHandled(turn.message().seq())
                .withDialogue(dialogue(effects, old.dialogue()))
                .withCounters(
                        old.turns() + 1,
                        effects.missed() ? old.misses() + 1 : 0,
                        Sentiment.after(old.sentiment(), turn.text()));
    }

    private static String dialogue(Effects effects, String old) {
        var next = effects.dialogue().orElse(old);
        if (next.length() <= LONGEST_DIALOGUE) {
            return next;
        }
        LOG.warn("A dialogue of {} characters is more than can be kept; it ends", next.length());
        return "";
    }

    private static Set<String> tags(Conversation now, Effects effects) {
        var tags = new LinkedHashSet<>(now.tags());
        effects.tags().stream()
                .map(tag -> BoundedParts.cut(tag, LONGEST_TAG))
                .limit(Math.max(0, MOST_TAGS - tags.size()))
                .forEach(tags::add);
        return tags;
    }
}
