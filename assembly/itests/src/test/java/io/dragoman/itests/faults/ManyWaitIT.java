package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Awaiting;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.SkillJar;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thousands of customers wait at once for a system that is slow, and hold up nobody else. */
class ManyWaitIT {

    private static final Logger LOG = LoggerFactory.getLogger(ManyWaitIT.class);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NAME = "stock";
    private static final String ANSWER = "it is there";
    private static final String LIMITS = "io.dragoman.dialogue.DialogueEngine.cfg";
    private static final int OTHERS = 50;

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.onMariaDb();
        // The crowd is kept waiting until the last of it has come, however busy the machine is.
        Folders.put(dragoman.etc().resolve(LIMITS), "turnLimitMillis = 60000\n");
    }

    @AfterAll
    static void leaveAsFound() throws IOException {
        Files.deleteIfExists(dragoman.etc().resolve(LIMITS));
        Files.deleteIfExists(jar());
        eventually(SOON, () -> assertThat(dragoman.part("skill/" + NAME)).isEmpty());
    }

    private static Path jar() {
        return dragoman.deploy().resolve(NAME + ".jar");
    }

    /** A skill that asks a system over HTTP and waits for the answer on the thread it is given. */
    private static SkillJar skill(SlowSystem system) {
        return SkillJar.saying(NAME, "1.0.0", "-")
                .taking(
                        """
                        try {
                            return Turn.done(Part.text(CLIENT.send(
                                java.net.http.HttpRequest.newBuilder(java.net.URI.create("%s")).build(),
                                java.net.http.HttpResponse.BodyHandlers.ofString()).body()));
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        }
                        private static final java.net.http.HttpClient CLIENT =
                            java.net.http.HttpClient.newHttpClient();
                        {
                        """
                                .formatted(system.url()));
    }

    @Test
    void allAreAnsweredOnceAndOthersMeanwhile() throws Exception {
        int many = Form.of(1_000, 10_000);
        try (var system = new SlowSystem()) {
            var skill = skill(system);
            Folders.put(jar(), skill.bytes());
            eventually(SOON, () -> assertThat(firstAnswer(skill)).isEqualTo(ANSWER));
            try (var crowd =
                    LoadTool.against(
                            dragoman,
                            "--profile",
                            "skill",
                            "--question",
                            skill.wake(),
                            "--answer",
                            ANSWER,
                            "--connections",
                            Integer.toString(many),
                            "--rate",
                            Integer.toString(many),
                            "--seconds",
                            "1",
                            "--warm-up",
                            "0")) {
                Awaiting.eventually(
                        Duration.ofSeconds(60),
                        () -> {
                            assertStillRuns(crowd);
                            // A busy machine may refuse some, which are not asked again.
                            assertThat(system.waiting()).isGreaterThan(many * 9 / 10);
                        });
                int waiting = system.waiting();
                var others = othersAreAnswered();
                assertThat(system.waiting()).as("they still wait").isGreaterThanOrEqualTo(waiting);
                system.letGo();

                var result = crowd.verdict(Duration.ofMinutes(5));

                LOG.warn(
                        "{} waited at once; their answers after {} ms; others meanwhile: p50 {} ms,"
                                + " longest {} ms; server: {}",
                        system.most(),
                        result.path("milliseconds"),
                        others[OTHERS / 2] / 1_000_000,
                        others[OTHERS - 1] / 1_000_000,
                        result.path("server"));
                assertThat(result.path("requests").asInt()).isEqualTo(many);
                assertThat(system.most()).isGreaterThan(many * 9 / 10);
            }
        }
    }

    private static void assertStillRuns(LoadTool crowd) throws IOException {
        if (!crowd.isRunning()) {
            throw new Awaiting.Hopeless("The load tool has ended:\n" + crowd.output());
        }
    }

    private static String firstAnswer(SkillJar skill) {
        try (var visitor = Visitor.in(dragoman, "en")) {
            return visitor.ask(skill.wake()).text();
        }
    }

    /** What rules answer is answered; the times in nanoseconds, sorted. */
    private static long[] othersAreAnswered() {
        var times = new long[OTHERS];
        try (var visitor = Visitor.in(dragoman, "en")) {
            for (int i = 0; i < OTHERS; i++) {
                long asked = System.nanoTime();
                assertThat(visitor.ask("hello").text()).contains("Hello");
                times[i] = System.nanoTime() - asked;
            }
        }
        Arrays.sort(times);
        return times;
    }
}
