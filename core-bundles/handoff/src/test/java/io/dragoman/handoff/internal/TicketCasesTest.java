package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.conversation.EventSource;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Ticket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketCasesTest {

    @TempDir Path folder;
    private final List<Ticket> told = new ArrayList<>();
    private DeskWorld world;
    private TicketCases cases;

    @BeforeEach
    void open() {
        world = new DeskWorld(folder);
        var events =
                new EventSource() {
                    @Override
                    public List<EventDraft> of(Conversation before, Change.Write change) {
                        return List.of();
                    }

                    @Override
                    public List<EventDraft> of(Ticket ticket, boolean isNew) {
                        assertThat(isNew).isTrue();
                        told.add(ticket);
                        return List.of();
                    }
                };
        cases = new TicketCases(world.stores.desk(), world.directory, events, world.clock);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private List<Ticket> tickets() {
        var all =
                new TicketFilter(
                        Optional.of(DeskWorld.SITE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return world.stores.desk().tickets(all, Optional.empty(), 10).items();
    }

    @Test
    void whatASkillLeavesIsAnOpenTicketOfTheTeamItNamed() {
        var id =
                cases.open(DeskWorld.SITE, "after-sales", "Exchange of order 77", "Size too small");

        assertThat(tickets()).singleElement().isEqualTo(world.stores.desk().ticket(id).get());
        var ticket = tickets().get(0);
        assertThat(ticket.team()).isEqualTo("after-sales");
        assertThat(ticket.subject()).isEqualTo("Exchange of order 77");
        assertThat(ticket.body()).isEqualTo("Size too small");
        assertThat(ticket.state()).isEqualTo(Ticket.State.OPEN);
        assertThat(ticket.createdAt()).isEqualTo(world.clock.instant());
    }

    @Test
    void aTeamThatIsNotThereIsReplacedByTheOneForAllElse() {
        cases.open(DeskWorld.SITE, "gone", "Exchange", "");

        assertThat(tickets().get(0).team()).isEqualTo("service");
    }

    @Test
    void aSubjectThatIsTooLongIsCut() {
        cases.open(DeskWorld.SITE, "service", "长".repeat(300), "");

        assertThat(tickets().get(0).subject()).isEqualTo("长".repeat(200));
    }

    @Test
    void otherSystemsHearOfIt() {
        cases.open(DeskWorld.SITE, "service", "Exchange", "Size too small");

        assertThat(told).isEqualTo(tickets());
    }
}
