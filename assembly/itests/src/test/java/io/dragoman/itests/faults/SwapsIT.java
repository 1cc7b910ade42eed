package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.SkillJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A skill is replaced again and again under load. */
class SwapsIT {

    private static final Logger LOG = LoggerFactory.getLogger(SwapsIT.class);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NAME = "swaps";

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
    }

    private static Path jar() {
        return dragoman.deploy().resolve(NAME + ".jar");
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(jar());
        eventually(SOON, () -> assertThat(dragoman.part("skill/" + NAME)).isEmpty());
    }

    private static SkillJar version(int number) {
        return SkillJar.saying(NAME, "1." + number + ".0", "I am swaps " + number);
    }

    private static void drop(int number) {
        Folders.put(jar(), version(number).bytes());
        eventually(
                SOON,
                () ->
                        assertThat(
                                        dragoman.part("skill/" + NAME)
                                                .orElseThrow()
                                                .at("/details/version")
                                                .asText())
                                .isEqualTo("1." + number + ".0"));
    }

    @Test
    void everyQuestionIsAnsweredOnceByTheSkillAndOldClassesAreCollected() throws IOException {
        drop(0);
        // In the long form a thousand messages a second, as far as the machine goes.
        var plan =
                new Traffic.Plan(
                        Form.of(10, 100), 4, Duration.ofMillis(Form.of(60, 75)), version(0).wake());
        int swaps = Form.of(6, 50);
        try (var traffic = Traffic.begin(plan, dragoman::visitors, Form.random("swaps"))) {
            traffic.flows(30);
            long begun = System.nanoTime();
            int before = traffic.tally().answered();
            for (int i = 1; i <= swaps; i++) {
                drop(i);
                traffic.flows(Form.of(20, 1_000));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            LOG.warn(
                    "{} swaps at {} answers a second",
                    swaps,
                    Math.round((traffic.tally().answered() - before) / seconds));
            traffic.endAndCompare();
            assertThat(traffic.words()).allMatch(text -> text.startsWith("I am swaps "));
            assertThat(traffic.words()).contains("I am swaps 0", "I am swaps " + swaps);
        }
        eventually(SOON, () -> assertThat(loadedVersions()).isLessThanOrEqualTo(2));
    }

    /** How many class loaders still hold the skill's class, after the heap was swept. */
    private static long loadedVersions() throws IOException {
        var jvm = Jcmd.of(dragoman);
        jvm.run("GC.run");
        return jvm.run("VM.classloaders", "show-classes")
                .lines()
                .filter(line -> line.contains("com.example.Skill" + NAME))
                .count();
    }
}
