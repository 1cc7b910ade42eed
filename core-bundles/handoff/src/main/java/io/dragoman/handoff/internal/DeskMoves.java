package io.dragoman.handoff.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Channels;
import io.dragoman.handoff.Directory;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What each move of a person makes of a conversation as it stands, or why it is refused. Decides
 * only; the log writes. Thread-safe.
 */
final class DeskMoves {

    private final Directory directory;
    private final Channels channels;
    private final DeskEntries entries;
    private final Clock clock;

    DeskMoves(Directory directory, Channels channels, Clock clock) {
        this.directory = directory;
        this.channels = channels;
        this.entries = new DeskEntries(channels, clock);
        this.clock = clock;
    }

    /** Gives the conversation to {@code by} and appends what they say, if anything. */
    Change take(Conversation now, User by, List<Draft> said) {
        var holder = now.desk().assignee();
        if (isWith(now, by.id())) {
            return said.isEmpty() ? Change.Write.of(now) : DeskEntries.write(now, said);
        }
        if (isOfAnother(now, by)) {
            var name = holder.flatMap(directory::user).map(User::name).orElse("Somebody else");
            return new Change.Refuse("already-taken", name + " has this conversation already");
        }
        if (now.state() == State.CLOSED && said.isEmpty()) {
            return new Change.Refuse(
                    "closed",
                    "This conversation is closed; write to the customer to open it again");
        }
        return joined(now, by, said);
    }

    Change assign(Conversation now, User by, User agent) {
        if (isOfAnother(now, by)) {
            return notYours();
        }
        if (!agent.worksFor(now.site())) {
            return new Change.Refuse(
                    "no-such-agent", agent.name() + " does not work for site " + now.site());
        }
        return isWith(now, agent.id()) ? Change.Write.of(now) : joined(now, agent, List.of());
    }

    private Change joined(Conversation now, User agent, List<Draft> said) {
        var open = now.state() == State.CLOSED ? now.edit().reopened(clock.instant()).done() : now;
        var drafts = new ArrayList<Draft>();
        entries.system(now, "agent.joined", agent.name()).ifPresent(drafts::add);
        drafts.addAll(said);
        return DeskEntries.write(DeskEntries.joined(open, agent), drafts);
    }

    Change transfer(Conversation now, User by, String teamKey) {
        var team = directory.team(now.site(), teamKey);
        if (!team.key().equals(teamKey)) {
            return new Change.Refuse(
                    "no-such-team", "There is no team '" + teamKey + "' on site " + now.site());
        }
        return queue(now, by, team);
    }

    Change requeue(Conversation now, User by) {
        return queue(now, by, directory.team(now.site(), now.desk().team().orElse("")));
    }

    private Change queue(Conversation now, User by, Team team) {
        if (isOfAnother(now, by)) {
            return notYours();
        }
        if (now.state() == State.CLOSED) {
            return new Change.Refuse("closed", "A closed conversation cannot be transferred");
        }
        return entries.queueing(now, team);
    }

    Change returnToBot(Conversation now, User by) {
        if (isOfAnother(now, by)) {
            return notYours();
        }
        if (now.state() == State.BOT) {
            return Change.Write.of(now);
        }
        if (now.state() == State.CLOSED) {
            return new Change.Refuse(
                    "closed", "A closed conversation goes to the bot when the customer writes");
        }
        return DeskEntries.write(
                DeskEntries.backToBot(now),
                entries.system(now, "agent.returned").stream().toList());
    }

    Change close(Conversation now, User by) {
        if (isOfAnother(now, by)) {
            return notYours();
        }
        if (now.state() == State.CLOSED) {
            return Change.Write.of(now);
        }
        var bot = now.bot().withHandled(now.lastSeq());
        var next = now.edit().bot(bot).closed(clock.instant()).done();
        return DeskEntries.write(next, entries.system(now, "agent.closed").stream().toList());
    }

    Change say(Conversation now, User by, Optional<String> key, List<Part> parts) {
        var spent = channels.quota(now).filter(quota -> quota.spent(clock.instant()));
        if (spent.isPresent()) {
            return new Change.Refuse(
                    "quota-spent",
                    "The channel lets us send nothing more until the customer writes again ("
                            + spent.get().total()
                            + " messages per customer message, until "
                            + spent.get().until()
                            + ")");
        }
        var from = new Author(Kind.AGENT, by.id(), by.name());
        return take(
                now, by, List.of(new Draft(clock.instant(), from, parts, key, Optional.empty())));
    }

    static Change readByAgent(Conversation now, long seq) {
        long upTo = Math.clamp(seq, now.read().agent(), now.lastSeq());
        return Change.Write.of(now.edit().read(new ReadState(now.read().visitor(), upTo)).done());
    }

    static Change readByVisitor(Conversation now, long seq) {
        long upTo = Math.clamp(seq, now.read().visitor(), now.lastSeq());
        return Change.Write.of(now.edit().read(new ReadState(upTo, now.read().agent())).done());
    }

    private static boolean isWith(Conversation now, String agentId) {
        return now.state() == State.HUMAN
                && now.desk().assignee().filter(agentId::equals).isPresent();
    }

    /** Whether somebody else looks after it, and {@code by} is not their supervisor. */
    private static boolean isOfAnother(Conversation now, User by) {
        return now.state() == State.HUMAN
                && now.desk().assignee().filter(id -> !id.equals(by.id())).isPresent()
                && !by.leads();
    }

    private static Change notYours() {
        return new Change.Refuse(
                "not-yours", "Only its agent or a supervisor can do that with this conversation");
    }
}
