package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogDeskActionsTest {

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

    private Conversation in(String state) {
        var id = world.customer("v").id();
        switch (state) {
            case "BOT" -> {}
            case "QUEUED" -> world.actions.transferToTeam(id, world.chen, "service");
            case "MINE" -> world.actions.take(id, world.mei);
            case "ANOTHERS" -> world.actions.take(id, world.gang);
            case "CLOSED" -> world.actions.close(id, world.mei);
            default -> throw new IllegalArgumentException(state);
        }
        return world.now(id);
    }

    private Result move(String move, String id, User by) {
        return switch (move) {
            case "take" -> world.actions.take(id, by);
            case "assign" -> world.actions.assign(id, by, "chen");
            case "transfer" -> world.actions.transferToTeam(id, by, "after-sales");
            case "requeue" -> world.actions.requeue(id, by);
            case "return" -> world.actions.returnToBot(id, by);
            case "close" -> world.actions.close(id, by);
            case "say" -> world.actions.say(id, by, "k1", List.of(Part.text("hi")));
            default -> throw new IllegalArgumentException(move);
        };
    }

    /**
     * The whole state machine: from, move, what becomes of it (a state and its agent, or why not).
     */
    @ParameterizedTest
    @CsvSource({
        "BOT, take, HUMAN mei",
        "QUEUED, take, HUMAN mei",
        "MINE, take, HUMAN mei",
        "ANOTHERS, take, already-taken",
        "CLOSED, take, closed",
        "BOT, assign, HUMAN chen",
        "QUEUED, assign, HUMAN chen",
        "MINE, assign, HUMAN chen",
        "ANOTHERS, assign, not-yours",
        "CLOSED, assign, HUMAN chen",
        "BOT, transfer, QUEUED",
        "QUEUED, transfer, QUEUED",
        "MINE, transfer, QUEUED",
        "ANOTHERS, transfer, not-yours",
        "CLOSED, transfer, closed",
        "BOT, requeue, QUEUED",
        "QUEUED, requeue, QUEUED",
        "MINE, requeue, QUEUED",
        "ANOTHERS, requeue, not-yours",
        "CLOSED, requeue, closed",
        "BOT, return, BOT",
        "QUEUED, return, BOT",
        "MINE, return, BOT",
        "ANOTHERS, return, not-yours",
        "CLOSED, return, closed",
        "BOT, close, CLOSED",
        "QUEUED, close, CLOSED",
        "MINE, close, CLOSED",
        "ANOTHERS, close, not-yours",
        "CLOSED, close, CLOSED",
        "BOT, say, HUMAN mei",
        "QUEUED, say, HUMAN mei",
        "MINE, say, HUMAN mei",
        "ANOTHERS, say, already-taken",
        "CLOSED, say, HUMAN mei"
    })
    void everyMoveFromEveryState(String from, String move, String expected) {
        var before = in(from);
        var result = move(move, before.id(), world.mei);
        var after = world.now(before.id());
        if (Character.isUpperCase(expected.charAt(0))) {
            assertThat(result).isInstanceOf(Result.Done.class);
            var agent = after.desk().assignee().map(id -> " " + id).orElse("");
            assertThat(after.state() + agent).isEqualTo(expected);
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused -> {
                                assertThat(refused.code()).isEqualTo(expected);
                                assertThat(refused.reason()).isNotBlank();
                            });
            assertThat(after).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"take, HUMAN", "assign, HUMAN", "transfer, QUEUED", "return, BOT", "close, CLOSED"})
    void aSupervisorMayMoveWhatAnotherHolds(String move, State expected) {
        var id = in("ANOTHERS").id();
        assertThat(move(move, id, world.chen)).isInstanceOf(Result.Done.class);
        assertThat(world.now(id).state()).isEqualTo(expected);
    }

    @Test
    void ofTwoAgentsWhoReachForOneConversationOneWinsAndTheOtherIsToldWhoHasIt() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                var id = world.queued("v" + i, "service", 0).id();
                var start = new CountDownLatch(1);
                var one = threads.submit(() -> takeAfter(start, id, world.mei));
                var two = threads.submit(() -> takeAfter(start, id, world.gang));
                start.countDown();
                var results = List.of(one.get(), two.get());
                assertThat(results).filteredOn(Result.Done.class::isInstance).hasSize(1);
                assertThat(results)
                        .filteredOn(Result.Refused.class::isInstance)
                        .singleElement()
                        .extracting(result -> ((Result.Refused) result).reason())
                        .asString()
                        .startsWith("Name of ");
                assertThat(world.words(id)).filteredOn(w -> w.contains("has joined")).hasSize(1);
            }
        }
    }

    private Result takeAfter(CountDownLatch start, String id, User by) throws InterruptedException {
        start.await();
        return world.actions.take(id, by);
    }

    @Test
    void theCustomerIsToldWhoJoinedWhereTheyGoAndThatItEnds() {
        var id = in("MINE").id();
        world.actions.transferToTeam(id, world.mei, "after-sales");
        world.actions.take(id, world.gang);
        world.actions.close(id, world.gang);
        assertThat(world.words(id))
                .satisfiesExactly(
                        w -> assertThat(w).isEqualTo("hello"),
                        w -> assertThat(w).contains("Name of mei").contains("joined"),
                        w -> assertThat(w).contains("team after-sales"),
                        w -> assertThat(w).contains("Name of gang").contains("joined"),
                        w -> assertThat(w).contains("ended"));
    }

    @Test
    void sayingTheSameTwiceStandsInTheLogOnce() {
        var id = in("MINE").id();
        var first = (Result.Done) move("say", id, world.mei);
        var again = (Result.Done) move("say", id, world.mei);
        assertThat(first.repeated()).isFalse();
        assertThat(again.repeated()).isTrue();
        assertThat(again.message().orElseThrow().seq())
                .isEqualTo(first.message().orElseThrow().seq());
        assertThat(world.words(id)).filteredOn("hi"::equals).hasSize(1);
    }

    @Test
    void twoAgentsMayUseTheSameIdForTheirMessages() {
        var id = in("MINE").id();
        move("say", id, world.mei);
        assertThat(((Result.Done) move("say", id, world.chen)).repeated()).isFalse();
        assertThat(world.words(id)).filteredOn("hi"::equals).hasSize(2);
    }

    @Test
    void whatIsSaidToACustomerOfTheBotTakesTheConversationFirst() {
        var id = in("BOT").id();
        var said = ((Result.Done) move("say", id, world.mei)).message().orElseThrow();
        assertThat(said.from().kind()).isEqualTo(Kind.AGENT);
        assertThat(world.words(id)).hasSize(3).last().isEqualTo("hi");
    }

    @Test
    void aSpentQuotaRefusesAndSaysUntilWhen() {
        world.countedChannel("wechat-oa", 2);
        var id = world.customer("wechat-oa", "w", false).id();
        world.clock.set(java.time.Instant.now());
        assertThat(world.actions.say(id, world.mei, "1", List.of(Part.text("a"))))
                .isInstanceOf(Result.Done.class);
        assertThat(world.actions.say(id, world.mei, "2", List.of(Part.text("b"))))
                .isInstanceOf(Result.Done.class);
        assertThat(world.actions.say(id, world.mei, "3", List.of(Part.text("c"))))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("quota-spent");
                            assertThat(refused.reason()).contains("2 messages");
                        });
        world.change(
                id,
                next -> next.window(new WindowState(world.now(id).window().lastCustomerAt(), 0)));
        world.clock.advance(Duration.ofHours(49));
        assertThat(world.actions.say(id, world.mei, "4", List.of(Part.text("d"))))
                .isInstanceOf(Result.Refused.class);
    }

    @Test
    void aChannelThatCountsOurMessagesIsNotSpentOnWordsOfTheHouse() {
        world.countedChannel("wechat-oa", 5);
        var id = world.customer("wechat-oa", "w", false).id();
        world.actions.take(id, world.mei);
        world.actions.transferToTeam(id, world.mei, "after-sales");
        world.actions.close(id, world.chen);
        assertThat(world.words(id)).containsExactly("hello");
        assertThat(world.now(id).window().sends()).isZero();
    }

    @Test
    void whoHasAConversationAlreadyDoesNotJoinItAgain() {
        var id = in("MINE").id();
        var words = world.words(id);
        assertThat(world.actions.assign(id, world.chen, world.mei.id()))
                .isInstanceOf(Result.Done.class);
        assertThat(world.words(id)).isEqualTo(words);
        assertThat(world.now(id).desk().assignee()).contains(world.mei.id());
    }

    @Test
    void unknownAgentsTeamsAndConversationsAreNamed() {
        var id = in("BOT").id();
        assertThat(world.actions.assign(id, world.chen, "nobody"))
                .isInstanceOfSatisfying(
                        Result.Refused.class, r -> assertThat(r.reason()).contains("'nobody'"));
        assertThat(world.actions.transferToTeam(id, world.chen, "no-team"))
                .isInstanceOfSatisfying(
                        Result.Refused.class, r -> assertThat(r.code()).isEqualTo("no-such-team"));
        assertThat(world.actions.take("nowhere", world.mei)).isInstanceOf(Result.Missing.class);
        assertThat(world.actions.rate("nowhere", 5, "")).isInstanceOf(Result.Missing.class);
    }

    @Test
    void theBotDoesNotAnswerLaterWhatAPersonHasDealtWith() {
        var id = in("MINE").id();
        world.actions.returnToBot(id, world.mei);
        assertThat(world.now(id).bot().handledSeq()).isGreaterThanOrEqualTo(2);
        assertThat(world.stores.log().conversationsWithUnhandled(10)).isEmpty();
    }

    @Test
    void readingNeverGoesBackNorBeyondTheEnd() {
        var id = in("MINE").id();
        world.actions.readByAgent(id, 99);
        assertThat(world.now(id).read().agent()).isEqualTo(2);
        world.actions.readByAgent(id, 1);
        assertThat(world.now(id).read().agent()).isEqualTo(2);
        world.actions.readByVisitor(id, -5);
        assertThat(world.now(id).read().visitor()).isZero();
    }

    @Test
    void aRatingNamesTheAgentAndASecondOneReplacesIt() {
        var id = in("MINE").id();
        move("say", id, world.mei);
        world.actions.close(id, world.mei);
        assertThat(world.actions.rate(id, 0, "")).isInstanceOf(Result.Refused.class);
        world.actions.rate(id, 2, "slow");
        world.actions.rate(id, 5, "x".repeat(5_000));
        var ratings = world.stores.desk().ratings(Optional.empty(), Optional.empty(), 10).items();
        assertThat(ratings)
                .singleElement()
                .satisfies(
                        rating -> {
                            assertThat(rating.score()).isEqualTo(5);
                            assertThat(rating.agent()).contains("mei");
                            assertThat(rating.comment()).hasSize(2_000);
                        });
    }

    @Test
    void tagsAndPriorityAreSet() {
        var id = in("BOT").id();
        world.actions.tag(id, Set.of("vip"));
        world.actions.prioritise(id, 9);
        assertThat(world.now(id).tags()).containsExactly("vip");
        assertThat(world.now(id).priority()).isEqualTo(2);
    }
}
