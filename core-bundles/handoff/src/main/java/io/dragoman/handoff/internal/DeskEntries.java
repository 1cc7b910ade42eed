package io.dragoman.handoff.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.Languages;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the moves of people and of the assigner have in common. Thread-safe. */
final class DeskEntries {

    /** How long a move waits until it is durable. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final Channels channels;
    private final Clock clock;
    private final Texts texts = Texts.load(DeskEntries.class.getClassLoader(), "i18n/handoff");

    DeskEntries(Channels channels, Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    /** The conversation with an agent in it. */
    static Conversation joined(Conversation now, User agent) {
        return now.edit()
                .state(State.HUMAN)
                .desk(now.desk().withAssignee(agent.id()))
                .bot(now.bot().withDialogue(""))
                .done();
    }

    /** Into a team's queue. */
    Change queueing(Conversation now, Team team) {
        var state =
                DeskState.queued(
                        team.key(), now.desk().summary(), now.desk().reason(), clock.instant());
        var bot = now.bot().withHandled(now.lastSeq()).withDialogue("");
        var next = now.edit().state(State.QUEUED).desk(state).bot(bot).done();
        var name = Languages.CHINESE.equals(now.language()) ? team.nameZh() : team.nameEn();
        return write(next, system(now, "agent.transferred", name).stream().toList());
    }

    /** Back to the bot, which forgets how often it failed. */
    static Conversation backToBot(Conversation now) {
        var bot =
                now.bot()
                        .withHandled(now.lastSeq())
                        .withDialogue("")
                        .withCounters(now.bot().turns(), 0, 0);
        return now.edit().state(State.BOT).desk(DeskState.NONE).bot(bot).done();
    }

    /** Appends messages and counts those that leave through a limited channel. */
    static Change.Write write(Conversation next, List<Draft> drafts) {
        var window =
                new WindowState(
                        next.window().lastCustomerAt(), next.window().sends() + drafts.size());
        var counted = next.edit().window(window).done();
        return Change.Write.of(counted, drafts.toArray(Draft[]::new));
    }

    /** An agent was faster, or the customer has left. */
    static Change notWaiting() {
        return new Change.Refuse("not-waiting", "It does not wait any more");
    }

    /** A word of the house to the customer; not on a channel that counts our messages. */
    Optional<Draft> system(Conversation now, String key, Object... arguments) {
        return channels.quota(now).isPresent()
                ? Optional.empty()
                : Optional.of(said(now, key, arguments));
    }

    /** A word that the customer has to hear, while the channel lets us say anything at all. */
    Optional<Draft> important(Conversation now, String key, Object... arguments) {
        boolean spent = channels.quota(now).filter(q -> q.spent(clock.instant())).isPresent();
        return spent ? Optional.empty() : Optional.of(said(now, key, arguments));
    }

    String text(Conversation now, String key, Object... arguments) {
        return texts.get(Languages.locale(now.language()), key, arguments);
    }

    private Draft said(Conversation now, String key, Object... arguments) {
        return new Draft(
                clock.instant(),
                new Author(Kind.SYSTEM, "system", ""),
                List.of(Part.text(text(now, key, arguments))),
                Optional.empty(),
                Optional.empty());
    }
}
