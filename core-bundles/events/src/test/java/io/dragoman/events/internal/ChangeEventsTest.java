package io.dragoman.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationEditor;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Ticket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeEventsTest {

    private static final String[] ALL =
            io.dragoman.events.EventType.offered().stream()
                    .map(io.dragoman.events.EventType::wire)
                    .toArray(String[]::new);

    @TempDir Path folder;
    private EventWorld world;

    @BeforeEach
    void open() {
        world = new EventWorld(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private void moves(String id, UnaryOperator<ConversationEditor> edit) {
        world.write(id, now -> Change.Write.of(edit.apply(now.edit()).done()));
    }

    private static ConversationEditor queued(ConversationEditor edit) {
        return edit.state(State.QUEUED)
                .desk(
                        DeskState.queued(
                                "service", "wants a refund", "handoff.asked", Instant.now()));
    }

    @Test
    void theFirstMessageOpensAConversation() {
        world.subscribe("s", "http://x", ALL);
        world.customer("ann");
        assertThat(world.types("s")).isEmpty();
        world.hello("c-ann", "hello");
        world.hello("c-ann", "anybody?");
        assertThat(world.types("s"))
                .containsExactlyInAnyOrder(
                        "conversation.opened", "message.created", "message.created");
        assertThat(world.data("s", "conversation.opened"))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("conversationId", "c-ann"),
                                Map.entry("channel", "web"),
                                Map.entry("account", "default"),
                                Map.entry("contactId", "p-ann"),
                                Map.entry("state", "bot"),
                                Map.entry("epoch", 1L),
                                Map.entry("language", "en"),
                                Map.entry("priority", 0L),
                                Map.entry("tags", List.of()),
                                Map.entry(
                                        "openedAt",
                                        world.stores
                                                .log()
                                                .conversation("c-ann")
                                                .orElseThrow()
                                                .openedAt()
                                                .toString()),
                                Map.entry("reopened", false)));
    }

    @Test
    void aMessageIsToldWithItsPlaceInTheLog() {
        world.subscribe("s", "http://x", "message.created");
        world.customer("ann");
        world.hello("c-ann", "one");
        var event = world.event("s", "message.created");
        assertThat(event.get("id").toString()).startsWith("evt_").hasSize(30);
        assertThat(event.get("version")).isEqualTo(1L);
        assertThat(event.get("site")).isEqualTo("demo");
        assertThat(event.get("sequence")).isEqualTo(world.stores.log().lastDseq());
        assertThat(world.data("s", "message.created"))
                .isEqualTo(
                        Map.of(
                                "conversationId", "c-ann",
                                "channel", "web",
                                "account", "default",
                                "contactId", "p-ann",
                                "seq", 1L,
                                "at", "2026-11-21T09:12:04.120Z",
                                "from", Map.of("kind", "visitor", "id", "p-ann", "name", "Ann"),
                                "parts", List.of(Map.of("type", "text", "text", "one"))));
    }

    @Test
    void aTicketOutsideTheLogIsToldWhenItIsOpenedAndWhenItIsChanged() {
        world.subscribe("s", "http://x", "ticket.created", "ticket.updated");
        var now = Instant.parse("2026-11-21T09:12:04Z");
        var ticket =
                new Ticket(
                        "t-1",
                        "demo",
                        "",
                        "",
                        "service",
                        "Exchange",
                        "Too small",
                        Ticket.State.OPEN,
                        Optional.empty(),
                        List.of(),
                        now,
                        now);
        world.stores.desk().save(ticket, world.changes.of(ticket, true));
        var longer = ticket.withComments(List.of(new Ticket.Comment("Ann", "and red", now)), now);
        world.stores.desk().save(longer, world.changes.of(longer, false));

        assertThat(world.data("s", "ticket.created"))
                .isEqualTo(
                        Map.of(
                                "ticketId", "t-1",
                                "team", "service",
                                "subject", "Exchange",
                                "text", "Too small",
                                "state", "open",
                                "comments", 0L));
        assertThat(world.data("s", "ticket.updated").get("comments")).isEqualTo(1L);
    }

    @Test
    void severalMessagesOfOneChangeHaveTheirNumbers() {
        world.subscribe("s", "http://x", "message.created");
        world.customer("ann");
        world.hello("c-ann", "one", "two", "three");
        var numbers =
                world.deliveries("s").stream()
                        .map(one -> world.stores.events().event(one.eventId()).orElseThrow())
                        .map(event -> (Map<?, ?>) world.json.read(event.json()))
                        .map(data -> data.get("seq").toString())
                        .toList();
        assertThat(numbers).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void theWayThroughTheDeskIsToldStepByStep() {
        world.subscribe("s", "http://x", ALL);
        world.customer("ann");
        world.hello("c-ann", "hello");
        moves("c-ann", ChangeEventsTest::queued);
        moves("c-ann", edit -> edit.state(State.HUMAN).desk(DeskState.NONE.withAssignee("u-1")));
        moves("c-ann", edit -> edit.desk(DeskState.NONE.withAssignee("u-2")));
        moves("c-ann", edit -> edit.state(State.BOT).desk(DeskState.NONE));
        moves("c-ann", edit -> edit.closed(Instant.now()));
        moves("c-ann", edit -> edit.reopened(Instant.now()));
        assertThat(world.types("s").stream().filter(type -> type.startsWith("conversation.")))
                .containsExactlyInAnyOrder(
                        "conversation.opened",
                        "conversation.handed-over",
                        "conversation.assigned",
                        "conversation.assigned",
                        "conversation.returned-to-bot",
                        "conversation.closed",
                        "conversation.opened");
        var handed = world.data("s", "conversation.handed-over");
        assertThat(handed.get("from")).isEqualTo("bot");
        assertThat(handed.get("team")).isEqualTo("service");
        assertThat(handed.get("reason")).isEqualTo("handoff.asked");
        assertThat(handed.get("summary")).isEqualTo("wants a refund");
        assertThat(world.data("s", "conversation.closed").get("closedAt")).isNotNull();
    }

    @Test
    void aChangeThatMovesNothingTellsNothing() {
        world.subscribe("s", "http://x", ALL);
        world.customer("ann");
        moves("c-ann", edit -> edit.priority(2));
        assertThat(world.types("s")).isEmpty();
    }

    @Test
    void ticketsAndRatingsAreTold() {
        world.subscribe("s", "http://x", "ticket.created", "rating.given");
        world.customer("ann");
        var ticket = new TicketDraft("t-1", "service", "Call me", "about my parcel");
        world.write(
                "c-ann",
                now ->
                        new Change.Write(
                                now, List.of(), Optional.empty(), List.of(ticket), List.of()));
        var rating = new Rating("c-ann", 1, 5, "thanks", Optional.of("u-1"), Instant.now());
        world.write("c-ann", now -> Change.Write.of(now).withBeside(Beside.rating(rating)));
        assertThat(world.data("s", "ticket.created").get("subject")).isEqualTo("Call me");
        assertThat(world.data("s", "ticket.created").get("ticketId")).isEqualTo("t-1");
        assertThat(world.data("s", "rating.given").get("score")).isEqualTo(5L);
        assertThat(world.data("s", "rating.given").get("agent")).isEqualTo("u-1");
    }

    @Test
    void whatAChangeBringsItselfGoesToThoseWhoWantIt() {
        world.subscribe("s", "http://x", "sensitive-word.hit");
        world.subscribe("t", "http://x", "message.created");
        world.customer("ann");
        var hit = new EventDraft("evt_1", "sensitive-word.hit", "{\"seq\":1}");
        world.write(
                "c-ann",
                now -> new Change.Write(now, List.of(), Optional.empty(), List.of(), List.of(hit)));
        assertThat(world.types("s")).containsExactly("sensitive-word.hit");
        assertThat(world.types("t")).isEmpty();
    }

    @Test
    void nobodyHearsOfOtherSitesOrWhilePaused() {
        var paused = world.subscribe("s", "http://x", ALL);
        world.stores.events().disable(paused.id(), "", Instant.now());
        world.subscribe("t", "http://x", "conversation.closed");
        world.book.refresh();
        world.customer("ann");
        world.hello("c-ann", "hello");
        assertThat(world.types("s")).isEmpty();
        assertThat(world.types("t")).isEmpty();
    }

    @Test
    void anEventThatCannotBeWrittenDownTakesNoOtherWithIt() {
        world.subscribe("s", "http://x", "message.created", "conversation.handed-over");
        var now = world.customer("ann");
        var tooLong = EventWorld.says(Kind.VISITOR, "x".repeat(1_000_001));
        var drafts =
                world.changes.of(
                        now,
                        new Change.Write(
                                queued(now.edit()).done(),
                                List.of(tooLong, EventWorld.says(Kind.VISITOR, "short")),
                                Optional.empty(),
                                List.of(),
                                List.of()));

        assertThat(drafts)
                .extracting(EventDraft::type)
                .containsExactly("message.created", "conversation.handed-over");
    }

    @Test
    void anEventIsKeptIfAndOnlyIfItsCauseIs() {
        world.subscribe("s", "http://x", ALL);
        world.customer("ann");
        world.hello("c-ann", "hello");
        int before = world.types("s").size();
        var tooLong = EventWorld.says(Kind.VISITOR, "x".repeat(1_000_001));
        var outcome =
                world.write(
                        "c-ann",
                        now ->
                                new Change.Write(
                                        now.edit().state(State.QUEUED).done(),
                                        List.of(tooLong),
                                        Optional.empty(),
                                        List.of(),
                                        List.of()));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(world.types("s")).hasSize(before);
    }
}
