package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.AgentDesk;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.Promise;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.SkillJar;
import io.dragoman.itests.harness.Visitor;
import io.dragoman.itests.harness.Visitor.Reply;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that was acknowledged is lost, nothing is there twice: reconnects and restarts. */
class DurabilityIT {

    private static final Duration PROMISED_START = Duration.ofSeconds(12);

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
    }

    private static List<Integer> numbers(Visitor visitor) {
        return visitor.messages().stream().map(Reply::seq).toList();
    }

    private static void hasExactly(Visitor visitor, int first, int last) {
        var wanted = IntStream.rangeClosed(first, last).boxed().toList();
        eventually(Duration.ofSeconds(10), () -> assertThat(numbers(visitor)).isEqualTo(wanted));
    }

    @Test
    void whoComesBackGetsExactlyWhatWasMissed() {
        try (var visitor = Visitor.in(dragoman, "en");
                var desk = AgentDesk.open(dragoman, "agent2")) {
            visitor.ask("hello");
            var last = visitor.ask("agent").seq();
            desk.take(visitor.conversation());
            visitor.sees("state", frame -> frame.path("state").asText().equals("human"));
            int seen = visitor.messages().stream().mapToInt(Reply::seq).max().orElse(last);

            visitor.drop();
            int missed = 0;
            for (int i = 1; i <= 5; i++) {
                missed = desk.say(visitor.conversation(), "missed-" + seen + i, "missed " + i);
            }
            visitor.reconnect(seen);

            hasExactly(visitor, seen + 1, missed);
            assertThat(visitor.stateAtWelcome()).isEqualTo("human");
            assertThat(visitor.lastSeqAtWelcome()).isEqualTo(missed);
            desk.closeConversation(visitor.conversation());
        }
    }

    @Test
    void theSameMessageSentTwiceStandsInTheLogOnce() {
        try (var visitor = Visitor.in(dragoman, "en")) {
            var id = visitor.nextId();
            visitor.say(id, "hello");
            int seq = visitor.acknowledged(id);
            visitor.replyTo(seq);
            visitor.say(id, "hello");
            eventually(Duration.ofSeconds(5), () -> assertThat(visitor.frames("ack")).hasSize(2));

            assertThat(visitor.frames("ack")).allMatch(ack -> ack.path("seq").asInt() == seq);
            visitor.say(id, "something else");
            visitor.sees(
                    "error",
                    frame -> frame.path("code").asText().equals("client-message-id-reused"));
            visitor.reconnect(0);
            hasExactly(visitor, 1, visitor.lastSeqAtWelcome());
            assertThat(visitor.messages().stream().filter(said -> said.kind().equals("visitor")))
                    .hasSize(1);
        }
    }

    @Test
    void aRestartKeepsConversationsDialoguesAndTheFolderOfSkills() throws Exception {
        var skill = SkillJar.saying("stay", "1.0.0", "I have stayed");
        var removed = SkillJar.saying("leave", "1.0.0", "I have left");
        Folders.put(dragoman.deploy().resolve("stay.jar"), skill.bytes());
        Folders.put(dragoman.deploy().resolve("leave.jar"), removed.bytes());
        eventually(
                Duration.ofSeconds(15), () -> assertThat(dragoman.part("skill/leave")).isPresent());
        try (var visitor = Visitor.in(dragoman, "en")) {
            visitor.ask("hello");
            int last = visitor.ask("I want to check an order").seq();

            dragoman.stop();
            Files.delete(dragoman.deploy().resolve("leave.jar"));
            var took = dragoman.resume();

            Promise.kept("The second start", took, PROMISED_START);
            visitor.reconnect(0);
            hasExactly(visitor, 1, last);
            assertThat(visitor.ask("DM100004").text()).as("the dialogue goes on").isNotEmpty();
            eventually(
                    Duration.ofSeconds(15),
                    () -> assertThat(dragoman.part("skill/stay")).isPresent());
            assertThat(dragoman.part("skill/leave")).isEmpty();
            assertThat(visitor.ask(skill.wake()).text()).isEqualTo("I have stayed");
        } finally {
            Files.deleteIfExists(dragoman.deploy().resolve("stay.jar"));
        }
    }
}
