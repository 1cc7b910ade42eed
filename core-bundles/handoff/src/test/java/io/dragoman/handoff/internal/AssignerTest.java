package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.Ticket;
import io.dragoman.storage.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignerTest {

    @TempDir Path folder;
    private DeskWorld world;
    private Assigner assigner;

    @BeforeEach
    void open() {
        world = new DeskWorld(folder);
        assigner = world.assigner(Map.of());
    }

    @AfterEach
    void close() throws InterruptedException {
        assigner.close();
        world.close();
    }

    private void after(Duration wait) {
        world.clock.advance(wait);
        assigner.run();
    }

    private Optional<String> holder(String id) {
        return world.now(id).desk().assignee();
    }

    private List<Ticket> tickets() {
        var all =
                new TicketFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return world.stores.desk().tickets(all, Optional.empty(), 100).items();
    }

    @Test
    void customersWaitAWhileToBeTakenByHandBeforeSomebodyIsChosen() {
        world.online(world.mei);
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofSeconds(14));
        assertThat(holder(id)).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(holder(id)).contains("mei");
        assertThat(world.words(id)).last().asString().contains("Name of mei").contains("joined");
    }

    @Test
    void theLeastBusyAgentOfTheTeamIsChosen() {
        world.online(world.mei, world.gang);
        world.actions.take(world.customer("busy").id(), world.gang);
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofSeconds(15));
        assertThat(holder(id)).contains("mei");
    }

    @Test
    void onlyMembersOfTheTeamAreChosen() {
        world.online(world.mei);
        var id = world.queued("a", "after-sales", 0).id();
        after(Duration.ofSeconds(30));
        assertThat(holder(id)).isEmpty();
        world.online(world.gang);
        assigner.run();
        assertThat(holder(id)).contains("gang");
    }

    @Test
    void nobodyGetsMoreThanTheirCapacityAndUrgentCustomersComeFirst() {
        world.online(world.mei);
        for (int i = 0; i < 4; i++) {
            world.queued("n" + i, "service", 0);
        }
        world.queued("urgent", "service", 2);
        after(Duration.ofSeconds(20));
        assertThat(world.board.load("mei")).isEqualTo(3);
        assertThat(holder("c-urgent")).contains("mei");
        assertThat(world.board.waiting()).hasSize(2);
    }

    @Test
    void agentsWhoAreAwayOrWhoseLeaseIsOverGetNothing() {
        world.presence.set("mei", Presence.State.AWAY);
        world.online(world.gang);
        world.clock.advance(LeasedPresence.LEASE.plusSeconds(1));
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofSeconds(15));
        assertThat(holder(id)).isEmpty();
    }

    @Test
    void whoLeftTheQueueMeanwhileIsLeftAlone() {
        var taken = world.queued("taken", "service", 0);
        var closed = world.queued("closed", "service", 0);
        world.online(world.chen);
        // What the assigner looks at is older than what happens now.
        world.board.close();
        world.actions.take(taken.id(), world.mei);
        world.actions.close(closed.id(), world.mei);
        after(Duration.ofSeconds(20));
        assertThat(holder(taken.id())).contains("mei");
        assertThat(world.now(closed.id()).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void assignmentCanBeSwitchedOff() {
        assigner.close();
        assigner = world.assigner(Map.of("assignAfterSeconds", -1));
        world.online(world.mei);
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofMinutes(5));
        assertThat(holder(id)).isEmpty();
    }

    @Test
    void theConversationsOfAnAgentWhoVanishedGoBackToTheirQueue() {
        world.online(world.mei);
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofSeconds(15));
        assertThat(holder(id)).contains("mei");
        world.presence.disconnected("mei");
        after(LeasedPresence.GRACE.plusSeconds(1));
        assertThat(world.now(id).state()).isEqualTo(State.HUMAN);
        after(Duration.ofMinutes(4));
        assertThat(world.now(id).state()).isEqualTo(State.HUMAN);
        after(Duration.ofMinutes(1));
        assertThat(world.now(id).state()).isEqualTo(State.QUEUED);
        assertThat(world.now(id).desk().team()).contains("service");
        assertThat(world.words(id)).last().asString().contains("transferred to team service");
    }

    @Test
    void theConversationsOfAnAgentWhoWasDeletedOrDisabledGoBackToTheirQueueAtOnce() {
        world.online(world.mei, world.gang);
        var hers = world.customer("hers").id();
        var his = world.customer("his").id();
        world.actions.take(hers, world.mei);
        world.actions.take(his, world.gang);
        world.stores.directory().deleteUser("mei");
        world.stores.directory().save(disabled(world.gang));
        after(Duration.ofSeconds(2));
        assertThat(world.now(hers).state()).isEqualTo(State.QUEUED);
        assertThat(world.now(his).state()).isEqualTo(State.QUEUED);
    }

    private static User disabled(User user) {
        return new User(
                user.id(),
                user.username(),
                user.name(),
                user.passwordHash(),
                user.roles(),
                false,
                user.locale(),
                user.capacity(),
                false,
                user.site());
    }

    @Test
    void whoIsLimitedToAnotherSiteIsNeverGivenACustomerTheyCannotSee() {
        var elsewhere =
                new User(
                        "ou",
                        "ou",
                        "Ou",
                        "hash",
                        Set.of(User.Role.AGENT),
                        true,
                        "en",
                        3,
                        false,
                        Optional.of("outlet"));
        world.stores.directory().save(elsewhere);
        world.team("everybody", false, Set.of(), Optional.empty());
        world.online(elsewhere);
        var id = world.queued("a", "everybody", 0).id();
        after(Duration.ofSeconds(30));
        assertThat(holder(id)).isEmpty();
        assertThat(world.board.plan(DeskWorld.SITE, "everybody").online()).isZero();
        assertThat(world.actions.assign(id, world.chen, "ou"))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("no-such-agent"));
        world.online(world.mei);
        after(Duration.ofSeconds(1));
        assertThat(holder(id)).contains("mei");
    }

    @Test
    void anAgentWhoComesBackInTimeKeepsTheirConversations() {
        world.online(world.mei);
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofSeconds(15));
        world.presence.disconnected("mei");
        after(Duration.ofMinutes(4));
        world.presence.renew("mei");
        after(Duration.ofSeconds(1));
        world.presence.disconnected("mei");
        after(Duration.ofMinutes(4));
        assertThat(holder(id)).contains("mei");
    }

    @Test
    void whereNobodyComesForLongTheBotAnswersAgainAndATicketIsLeft() {
        var id = world.queued("a", "service", 0).id();
        after(Duration.ofMinutes(59));
        assertThat(world.now(id).state()).isEqualTo(State.QUEUED);
        after(Duration.ofMinutes(1));
        var now = world.now(id);
        assertThat(now.state()).isEqualTo(State.BOT);
        assertThat(now.bot().misses()).isZero();
        assertThat(world.words(id)).last().asString().contains("ticket");
        assertThat(tickets())
                .singleElement()
                .satisfies(
                        ticket -> {
                            assertThat(ticket.team()).isEqualTo("service");
                            assertThat(ticket.conversationId()).isEqualTo(id);
                            assertThat(ticket.body()).contains("summary");
                        });
        after(Duration.ofMinutes(1));
        assertThat(tickets()).hasSize(1);
    }

    @Test
    void nobodyIsSentBackToTheBotWhileSomebodyIsThereWhoCouldCome() {
        world.online(world.mei);
        for (int i = 0; i < 4; i++) {
            world.queued("n" + i, "service", 0);
        }
        for (int i = 0; i < 20; i++) {
            after(Duration.ofMinutes(5));
            world.presence.renew("mei");
        }
        assertThat(world.board.waiting()).hasSize(1);
    }

    @Test
    void anOutageOfTheStoreIsSurvived() {
        world.online(world.mei);
        var id = world.queued("a", "service", 0).id();
        world.stores.cut();
        after(Duration.ofSeconds(15));
        world.stores.mend();
        assigner.run();
        assertThat(holder(id)).contains("mei");
    }
}
