package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.EventSource;
import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Desk;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Ticket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What happens to a message of a customer who waits for a person: it waits with them; a question
 * for the place is answered; the wish to leave the queue is granted; and while nobody is at the
 * desk it becomes a ticket, so that it cannot be forgotten.
 */
@Component(service = QueuedTurns.class)
public final class QueuedTurns {

    private static final int LONGEST_SUBJECT = 80;
    private static final int LONGEST_WORDS = 10_000;

    private final Desk desk;
    private final DeskStore tickets;
    private final EventSource events;
    private final Texts texts = PipelineTexts.load();
    private final Clock clock;
    private final Ids ids;

    @Activate
    public QueuedTurns(
            @Reference(name = "desk") Desk desk,
            @Reference(name = "tickets") DeskStore tickets,
            @Reference(name = "events") EventSource events) {
        this(desk, tickets, events, Clock.systemUTC());
    }

    QueuedTurns(Desk desk, DeskStore tickets, EventSource events, Clock clock) {
        this.desk = desk;
        this.events = events;
        this.tickets = tickets;
        this.clock = clock;
        this.ids = new Ids(clock, new SecureRandom());
    }

    /**
     * Whether the bot answers although the customer waits for a person: nobody is there, and the
     * customer pressed a button or goes on with a dialogue. It would help nobody as a ticket.
     *
     * @param pressed whether the message chooses something that the bot offered
     */
    boolean leavesToBot(Turn turn, boolean pressed) {
        var conversation = turn.conversation();
        return (pressed || !conversation.bot().dialogue().isEmpty())
                && !PersonWish.wantsBot(turn.text())
                && !PersonWish.wantsPerson(turn.text())
                && desk.plan(conversation.site(), conversation.desk().team().orElse("")).online()
                        == 0;
    }

    Entry entry(Turn turn) {
        var conversation = turn.conversation();
        var text = turn.text();
        if (PersonWish.wantsBot(text)) {
            return entry(
                    turn,
                    "queue.left",
                    List.of(),
                    now -> now.edit().state(State.BOT).desk(DeskState.NONE).done());
        }
        var team = conversation.desk().team().orElse("");
        var plan = desk.plan(conversation.site(), team);
        if (PersonWish.wantsPerson(text)) {
            int position = desk.position(conversation).orElse(plan.position());
            return entry(
                    turn,
                    plan.online() > 0 ? "queue.position" : "queue.nobody",
                    List.of(),
                    now -> now,
                    nameOf(turn, plan),
                    position);
        }
        return plan.online() > 0 ? silent(turn) : leaveMessage(turn, plan);
    }

    private static String nameOf(Turn turn, Desk.Plan plan) {
        return "zh".equals(turn.locale().getLanguage())
                ? plan.team().nameZh()
                : plan.team().nameEn();
    }

    private Entry silent(Turn turn) {
        return new Entry(
                turn.conversation().id(),
                Optional.empty(),
                now -> Change.Write.of(NextState.handled(now, turn)));
    }

    private Entry leaveMessage(Turn turn, Desk.Plan plan) {
        var open = openTicket(turn.conversation());
        if (open.isPresent()) {
            addTo(open.get(), turn);
            return silent(turn);
        }
        var words = words(turn);
        var subject = words.isEmpty() ? texts.get(turn.locale(), "ticket.subject") : words;
        var title = BoundedParts.cut(subject, LONGEST_SUBJECT);
        var body = turn.conversation().desk().summary() + "\n\n" + words;
        var ticket = new TicketDraft(ids.next(), plan.team().key(), title, body.strip());
        return entry(turn, "queue.ticket", List.of(ticket), now -> now, Ticket.number(ticket.id()));
    }

    /** What the customer sent, in words: of a picture, its name and where it is. */
    private static String words(Turn turn) {
        return ChosenOption.shown(turn.message().parts()).stream()
                .map(
                        part ->
                                switch (part) {
                                    case Part.Text text -> text.text().strip();
                                    case Part.Media media -> media.name() + " " + media.uri();
                                    case Part.Place place ->
                                            place.label()
                                                    + " ("
                                                    + place.latitude()
                                                    + ", "
                                                    + place.longitude()
                                                    + ")";
                                    case Part.Card card -> card.title();
                                    case Part.Choices choices -> choices.prompt();
                                })
                .map(words -> BoundedParts.cut(words.strip(), LONGEST_WORDS))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private Optional<Ticket> openTicket(Conversation conversation) {
        var filter =
                new TicketFilter(
                        Optional.of(conversation.site()),
                        Optional.of(Ticket.State.OPEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(conversation.id()));
        return tickets.tickets(filter, Optional.empty(), 1).items().stream()
                .filter(ticket -> !ticket.createdAt().isBefore(conversation.openedAt()))
                .findFirst();
    }

    private void addTo(Ticket ticket, Turn turn) {
        // With the message's own time, so that a turn that is run again after a crash is known.
        var comment =
                new Ticket.Comment(turn.message().from().name(), words(turn), turn.message().at());
        if (ticket.comments().contains(comment)) {
            return;
        }
        var comments = new ArrayList<>(ticket.comments());
        comments.add(comment);
        var longer = ticket.withComments(comments, clock.instant());
        tickets.save(longer, events.of(longer, false));
    }

    private Entry entry(
            Turn turn,
            String key,
            List<TicketDraft> drafts,
            java.util.function.UnaryOperator<Conversation> change,
            Object... arguments) {
        var words = texts.get(turn.locale(), key, arguments);
        var author = new Author(Kind.BOT, "bot", texts.get(turn.locale(), "bot.name"));
        var clientKey = Optional.of("t:" + turn.message().seq());
        var draft =
                new Draft(
                        clock.instant(),
                        author,
                        List.of(Part.text(words)),
                        clientKey,
                        Optional.of(turn.message().seq()));
        return new Entry(
                turn.conversation().id(),
                clientKey,
                TurnWriter.unlessDone(
                        turn,
                        State.QUEUED,
                        now ->
                                new Change.Write(
                                        NextState.counted(
                                                change.apply(NextState.handled(now, turn))),
                                        List.of(draft),
                                        Optional.empty(),
                                        drafts,
                                        List.of())));
    }
}
