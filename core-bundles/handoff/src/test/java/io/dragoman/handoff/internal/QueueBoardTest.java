package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueBoardTest {

    @TempDir Path folder;
    private DeskWorld world;

    @BeforeEach
    void open() {
        world = new DeskWorld(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private Conversation queued(String name, String team, int priority) {
        world.clock.advance(Duration.ofSeconds(1));
        return world.queued(name, team, priority);
    }

    @Test
    void urgentCustomersComeFirstThenWhoCameFirst() {
        var first = queued("first", "service", 0);
        var second = queued("second", "service", 0);
        var urgent = queued("urgent", "service", 2);
        assertThat(world.board.position(urgent)).contains(1);
        assertThat(world.board.position(first)).contains(2);
        assertThat(world.board.position(second)).contains(3);
        assertThat(world.board.waiting())
                .extracting(Conversation::id)
                .containsExactly("c-urgent", "c-first", "c-second");
    }

    @Test
    void everyTeamHasItsOwnLine() {
        queued("a", "service", 0);
        var b = queued("b", "after-sales", 0);
        assertThat(world.board.position(b)).contains(1);
        assertThat(world.board.loads("demo"))
                .extracting(load -> load.team().key() + " " + load.waiting())
                .containsExactlyInAnyOrder("service 1", "after-sales 1");
    }

    @Test
    void thePlacesOfAllAreThoseOfEach() {
        var all =
                List.of(
                        queued("a", "service", 0),
                        queued("b", "after-sales", 0),
                        queued("c", "no such team", 1),
                        queued("d", "service", 2),
                        queued("e", "after-sales", 0));
        assertPlacesAreThoseOfEach(all);
        world.actions.take("c-d", world.mei);
        assertPlacesAreThoseOfEach(all.stream().filter(c -> !c.id().equals("c-d")).toList());
        assertThat(world.board.places()).doesNotContainKey("c-d");
        assertThat(world.board.position(world.now("c-a"))).contains(2);
    }

    /** Asks for each alone first, so that it is counted by itself. */
    private void assertPlacesAreThoseOfEach(List<Conversation> all) {
        var each =
                all.stream()
                        .collect(
                                Collectors.toMap(
                                        Conversation::id,
                                        c -> world.board.position(c).orElseThrow()));
        assertThat(world.board.places()).isEqualTo(each);
        for (var conversation : all) {
            assertThat(world.board.position(conversation)).contains(each.get(conversation.id()));
        }
    }

    @Test
    void theLineMovesUpWhenSomebodyIsTaken() {
        var first = queued("first", "service", 0);
        var second = queued("second", "service", 0);
        world.actions.take(first.id(), world.mei);
        assertThat(world.board.position(world.now(first.id()))).isEmpty();
        assertThat(world.board.position(second)).contains(1);
        assertThat(world.board.load("mei")).isEqualTo(1);
    }

    @Test
    void aPlaceIsKnownBeforeTheBoardHasHeardOfIt() {
        queued("first", "service", 0);
        var other = world.customer("other");
        var notYetTold =
                other.edit()
                        .state(State.QUEUED)
                        .desk(
                                Conversation.DeskState.queued(
                                        "service", "", "", world.clock.instant().plusSeconds(5)))
                        .done();
        assertThat(world.board.position(notYetTold)).contains(2);
    }

    @Test
    void anUnknownTeamIsServedByTheFallbackTeam() {
        world.online(world.mei);
        queued("a", "", 0);
        var plan = world.board.plan("demo", "no-such-team");
        assertThat(plan.team().key()).isEqualTo("service");
        assertThat(plan.position()).isEqualTo(2);
        assertThat(plan.online()).isEqualTo(1);
    }

    @Test
    void evenASiteWithoutTeamsHasSomebodyToAsk() {
        assertThat(world.board.plan("other-site", "x").team().key()).isEqualTo("service");
    }

    @Test
    void onlyAgentsWhoAreThereCountAsOnline() {
        world.online(world.mei, world.gang);
        world.presence.set("gang", Presence.State.AWAY);
        assertThat(world.board.plan("demo", "service").online()).isEqualTo(1);
        assertThat(world.board.plan("demo", "after-sales").online()).isZero();
        world.clock.advance(Duration.ofHours(1));
        assertThat(world.board.plan("demo", "service").online()).isZero();
    }

    @Test
    void openingHoursAreTheSitesOwn() {
        world.team("service", true, Set.of(), Optional.of("1-5 09:00-18:00"));
        world.clock.set(Instant.parse("2026-11-20T02:00:00Z"));
        assertThat(world.board.plan("demo", "service").open()).isTrue();
        world.clock.set(Instant.parse("2026-11-20T12:00:00Z"));
        assertThat(world.board.plan("demo", "service").open()).isFalse();
    }

    @Test
    void aNewBoardFindsWhoWaitsAndWhoIsBusyInTheStore() {
        var waiting = queued("a", "service", 0);
        world.actions.take(queued("b", "service", 0).id(), world.gang);
        var later =
                new QueueBoard(
                        world.stores.log(),
                        world.directory,
                        world.presence,
                        world.feed,
                        world.clock);
        Desk desk = later;
        assertThat(desk.position(waiting)).contains(1);
        assertThat(later.load("gang")).isEqualTo(1);
        assertThat(later.heldBy("gang")).containsExactly("c-b");
        later.close();
    }
}
