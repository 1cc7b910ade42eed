package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.itests.harness.AgentDesk;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Visitor;
import io.dragoman.testkit.FakePlatform.Fault;
import io.dragoman.testkit.FakeWebhookTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock of the machine while customers talk. */
class ClockIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration RIGHT = Duration.ZERO;
    private static final Duration DAYS_AHEAD = Duration.ofDays(3);
    private static final List<Duration> JUMPS =
            List.of(Duration.ofHours(2), Duration.ofHours(-1), DAYS_AHEAD, RIGHT);

    /** Shorter than an agent's session. */
    private static final List<Duration> SHORT_JUMPS =
            List.of(Duration.ofHours(2), Duration.ofHours(-1), RIGHT);

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String KEY = "0123456789abcdef";

    private static SettableClock clock;
    private static FakeWebhookTarget target;
    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        var folder = Path.of(System.getProperty("itests.distribution")).getParent();
        clock = SettableClock.at(folder.resolve("clock.txt"));
        target = new FakeWebhookTarget(SECRET, clock);
        dragoman = RunningDragoman.prepare("clock", "demo", clock.environment());
        Folders.put(
                dragoman.etc().resolve("io.dragoman.retention.cfg"),
                "messageDays = 1\nauditDays = 1\neveryMinutes = 1\n");
        Folders.put(
                dragoman.etc().resolve("io.dragoman.channel.webhook-clock.cfg"),
                """
                account = clock
                site = demo
                inboundKey = %s
                target = %s/hook
                secret = %s
                """
                        .formatted(KEY, target.baseUri(), SECRET));
        dragoman.resume();
    }

    @AfterAll
    static void stop() {
        if (dragoman != null) {
            dragoman.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @BeforeEach
    void setItRight() {
        set(RIGHT);
    }

    /** Sets the clock and waits until the server has noticed. */
    private static void set(Duration difference) {
        clock.set(difference);
        eventually(
                SOON,
                () -> {
                    var told = Duration.between(clock.instant(), serversTime());
                    assertThat(told.abs()).isLessThan(Duration.ofMinutes(5));
                });
    }

    /** By when a session ends that begins now. */
    private static Instant serversTime() {
        var expires =
                dragoman.api()
                        .post(
                                "/api/v1/session",
                                Map.of("username", "admin", "password", "dragoman"))
                        .ok()
                        .path("expiresAt")
                        .asText();
        try {
            return Instant.parse(expires).minus(Duration.ofHours(12));
        } catch (DateTimeParseException e) {
            throw new AssertionError("No time: " + expires, e);
        }
    }

    @Test
    void nothingIsLostDoubledOrReorderedAndTurnsGoOn() {
        var random = Form.random("clock");
        try (var traffic = Traffic.begin(Traffic.Plan.greeting(8, 2), dragoman::visitors, random)) {
            traffic.flows(40);
            for (int round = 0; round < Form.of(1, 5); round++) {
                for (var jump : JUMPS) {
                    set(jump);
                    traffic.flows(40);
                    assertThat(dragoman.api().get("/health").status()).isEqualTo(200);
                }
            }
            traffic.endAndCompare();
        }
    }

    @Test
    void customersAndAgentsStayConnectedAndGoOnTalking() {
        try (var desk = AgentDesk.open(dragoman, "agent1");
                var visitor = Visitor.in(dragoman, "en")) {
            visitor.ask("hello");
            visitor.ask("agent");
            var id = visitor.conversation();
            desk.seesConversation(id, "queued");
            desk.take(id);
            int said = 0;
            for (var jump : SHORT_JUMPS) {
                set(jump);
                var words = "at " + jump;
                visitor.acknowledged(visitor.say(words));
                desk.sees("message", frame -> frame.toString().contains(words));
                desk.say(id, "clock-" + said++, words);
                visitor.hears("agent", reply -> reply.text().equals(words));
                assertThat(visitor.isClosed()).isFalse();
            }
            desk.closeConversation(id);
        }
    }

    @Test
    void anAgentWhoseSessionEndedSignsInAgainAndMissesNothing() {
        try (var desk = AgentDesk.open(dragoman, "agent2");
                var visitor = Visitor.in(dragoman, "en")) {
            long dseq = desk.sees("welcome", frame -> true).path("dseq").asLong();
            set(DAYS_AHEAD);
            desk.sees("error", frame -> frame.path("code").asText().equals("not-signed-in"));

            visitor.ask("hello");

            try (var again = AgentDesk.resume(dragoman, dragoman.api("agent2"), dseq)) {
                again.sees(
                        "message",
                        frame ->
                                frame.path("conversationId")
                                        .asText()
                                        .equals(visitor.conversation()));
            }
        }
    }

    @Test
    void whatWaitsToBeSentDoesNotWaitForDaysWhenTheClockIsSetBack() {
        set(DAYS_AHEAD);
        target.failNext(new Fault.Status(503, Map.of()));
        var told =
                dragoman.api()
                        .bearing(KEY)
                        .call(
                                "POST",
                                "/api/v1/channels/webhook/clock/messages",
                                "{\"from\":{\"id\":\"ann\",\"name\":\"Ann\"},\"text\":\"hello\"}",
                                "Idempotency-Key",
                                "clock-1");
        assertThat(told.status()).isEqualTo(202);
        eventually(SOON, () -> assertThat(target.calls()).isNotEmpty());

        clock.set(RIGHT);

        eventually(SOON, () -> assertThat(greetings()).hasSize(1));
        eventually(
                SOON,
                () -> assertThat(target.parts()).hasAtLeastOneElementOfType(Part.Choices.class));
        assertThat(greetings()).hasSize(1);
    }

    private static List<String> greetings() {
        return target.textsTo("ann").stream().filter(text -> text.contains("Hello")).toList();
    }

    @Test
    void nothingIsDeletedBecauseTheClockWasAheadForAWhile() {
        if (!Form.isLong()) {
            Assumptions.abort("In the long form only: it waits for a minute");
        }
        try (var visitor = Visitor.in(dragoman, "en")) {
            visitor.ask("hello");
            int said = messages(visitor);

            set(DAYS_AHEAD);
            for (int sweep = 0; sweep < 2; sweep++) {
                var before = sweptAt();
                eventually(Duration.ofSeconds(90), () -> assertThat(sweptAt()).isAfter(before));
            }

            assertThat(messages(visitor)).isEqualTo(said);
            assertThat(retention("deletedMessages")).isEqualTo("0");
            set(RIGHT);
            assertThat(messages(visitor)).isEqualTo(said);
        }
    }

    private static int messages(Visitor visitor) {
        return dragoman.api("admin")
                .get("/api/v1/conversations/" + visitor.conversation() + "/messages?limit=200")
                .ok()
                .path("messages")
                .size();
    }

    private static Instant sweptAt() {
        return Instant.parse(retention("lastSweep"));
    }

    private static String retention(String detail) {
        return dragoman.part("retention").orElseThrow().at("/details/" + detail).asText();
    }
}
