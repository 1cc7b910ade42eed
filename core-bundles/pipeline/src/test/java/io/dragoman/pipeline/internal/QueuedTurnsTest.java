package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Ticket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuedTurnsTest {

    @TempDir Path folder;
    private PipelineWorld world;
    private String id;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder).with(new PersonStage(), PipelineWorld.echo()).start();
        id = world.customer("v");
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    @Test
    void whoAsksAgainIsToldTheirPlace() {
        world.agentOnline();
        var first = PipelineWorld.words(world.asks(id, "agent"));
        assertThat(first).contains("connecting you to team service").contains("number 1");
        world.asks(world.customer("w"), "agent");
        assertThat(PipelineWorld.words(world.asks("c-w", "human"))).contains("number 2");
    }

    @Test
    void otherMessagesWaitForTheAgentInSilence() {
        world.agentOnline();
        world.asks(id, "agent");
        long seq = world.says(id, "it is about order A1001");
        world.handled(id, seq);
        assertThat(world.messages(id)).hasSize(3);
        assertThat(world.now(id).state()).isEqualTo(State.QUEUED);
    }

    @Test
    void whoDoesNotWantToWaitGoesBackToTheBot() {
        world.agentOnline();
        world.asks(id, "agent");
        assertThat(PipelineWorld.words(world.asks(id, "cancel"))).contains("out of the queue");
        assertThat(world.now(id).state()).isEqualTo(State.BOT);
        assertThat(PipelineWorld.words(world.asks(id, "hello"))).isEqualTo("re: hello");
    }

    @Test
    void whereNobodyIsThereWhatTheCustomerLeavesBecomesATicketAndMoreIsAddedToIt() {
        assertThat(PipelineWorld.words(world.asks(id, "agent"))).contains("leave a message");
        var answer = PipelineWorld.words(world.asks(id, "Call me: 139 0000 0000"));
        assertThat(world.tickets()).hasSize(1);
        var ticket = world.tickets().get(0);
        assertThat(answer).contains(ticket.number());
        assertThat(ticket.subject()).isEqualTo("Call me: 139 0000 0000");
        assertThat(ticket.team()).isEqualTo("service");
        long seq = world.says(id, "after six please");
        world.handled(id, seq);
        long picture =
                world.sends(
                        id,
                        List.of(
                                new Part.Media(
                                        URI.create("https://x/1.png"), "image/png", "1.png", 9)));
        world.handled(id, picture);
        assertThat(world.tickets())
                .singleElement()
                .satisfies(
                        kept ->
                                assertThat(kept.comments())
                                        .extracting(Ticket.Comment::text)
                                        .containsExactly(
                                                "after six please", "1.png https://x/1.png"));
        assertThat(world.ticketsTold).containsExactly("updated1", "updated2");
    }

    @Test
    void aButtonIsAnsweredWhereNobodyIsThereAndTheCustomerGoesOnWaiting() {
        world.asks(id, "agent");
        var button = new Part.Action("Track it", "track:D1");
        var answer = world.answerTo(id, world.sends(id, List.of(ChosenOption.of(button))));
        assertThat(PipelineWorld.words(answer)).isEqualTo("re: track:D1");
        assertThat(world.tickets()).isEmpty();
        assertThat(world.now(id).state()).isEqualTo(State.QUEUED);
        assertThat(world.now(id).desk().team()).contains("service");
        assertThat(world.trace(answer).get("answeredBy")).isEqualTo("echo");
        assertThat(PipelineWorld.words(world.asks(id, "Call me"))).contains("T-");
        assertThat(world.tickets()).hasSize(1);
    }

    @Test
    void aButtonWaitsForTheAgentWhoIsThere() {
        world.asks(id, "agent");
        world.agentOnline();
        var button = new Part.Action("Track it", "track:D1");
        long seq = world.sends(id, List.of(ChosenOption.of(button)));
        world.handled(id, seq);
        assertThat(world.messages(id))
                .noneMatch(m -> PipelineWorld.words(m).startsWith("re: track"));
    }

    @Test
    void aTurnThatIsRunAgainAfterACrashAddsItsCommentOnce() {
        world.asks(id, "agent");
        world.asks(id, "my number is 139");
        long seq = world.says(id, "after six");
        world.handled(id, seq);
        var message = world.stores.log().message(id, seq).orElseThrow();
        world.log.appendAndWait(
                world.queued.entry(
                        new io.dragoman.pipeline.Turn(
                                world.now(id),
                                message,
                                io.dragoman.pipeline.Visitor.UNKNOWN,
                                message.at())),
                Duration.ofSeconds(10));
        assertThat(world.tickets().get(0).comments()).hasSize(1);
    }

    @Test
    void askingForAPersonWhereNobodyIsThereMakesNoTicket() {
        world.asks(id, "agent");
        assertThat(PipelineWorld.words(world.asks(id, "agent"))).contains("Nobody");
        assertThat(world.tickets()).isEmpty();
    }

    @Test
    void anAnswerOfTheNextRoundIsNotAddedToTheTicketOfTheLast() {
        world.asks(id, "agent");
        world.asks(id, "first round");
        world.actions.close(id, world.mei);
        world.asks(id, "agent");
        world.asks(id, "second round");
        assertThat(world.tickets()).hasSize(2);
    }
}
