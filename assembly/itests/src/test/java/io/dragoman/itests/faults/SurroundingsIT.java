package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The machine's disk fills up, and its clock is set, while customers talk. */
class SurroundingsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static SmallDisk disk;
    private static WrongClock clock;
    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        var target = Path.of(System.getProperty("itests.distribution")).resolveSibling("small");
        disk = SmallDisk.at(target.resolve("disk"));
        clock = new WrongClock(target.resolve("clock"));
        var environment = new HashMap<>(clock.environment());
        environment.put("DRAGOMAN_DATA", disk.folder().resolve("data").toString());
        dragoman = RunningDragoman.start("surroundings", "demo", environment);
    }

    @AfterAll
    static void stop() {
        if (dragoman != null) {
            dragoman.close();
        }
        disk.close();
    }

    private static Traffic traffic(Random random) {
        return Traffic.begin(Traffic.Plan.greeting(8, 1), dragoman::visitors, random);
    }

    @Test
    void aFullDiskIsSaidClearlyAndForgottenWhenThereIsRoomAgain() throws InterruptedException {
        var admin = dragoman.api("admin");
        for (int round = 0; round < Form.of(1, 8); round++) {
            try (var traffic = traffic(Form.random("disk full"))) {
                traffic.flows(40);
                disk.fill(dragoman::pid);
                try {
                    eventually(SOON, SurroundingsIT::storeIsDown);
                    refusesToWrite(admin);
                    Thread.sleep(Duration.ofSeconds(Form.of(2, 20)));
                } finally {
                    disk.free(dragoman::pid);
                }

                eventually(
                        SOON,
                        () -> assertThat(dragoman.api().get("/health").status()).isEqualTo(200));
                traffic.flows(40);
                traffic.endAndCompare();
            }
        }
    }

    private static void storeIsDown() {
        var health = dragoman.api().get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.body().toString()).containsIgnoringCase("disk");
    }

    private static void refusesToWrite(Api admin) {
        var reply = Map.of("shortcut", "full", "language", "en", "text", "no room");
        var refused = admin.post("/api/v1/quick-replies", reply);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().path("code").asText()).isEqualTo("store-down");
    }

    @Test
    void aClockThatIsSetForthAndBackChangesNothing() {
        Assumptions.assumeTrue(
                WrongClock.library().isPresent(), "libfaketime is not installed (libfaketime)");
        try (var traffic = traffic(Form.random("clock"))) {
            traffic.flows(30);
            for (var wrong :
                    List.of(
                            Duration.ofHours(2),
                            Duration.ofMinutes(-90),
                            Duration.ofDays(-1),
                            Duration.ofDays(3),
                            Duration.ZERO)) {
                clock.set(wrong);
                traffic.flows(Form.of(30, 2_000));
                assertThat(dragoman.api().get("/health").status()).isEqualTo(200);
            }
            traffic.endAndCompare();
        } finally {
            clock.set(Duration.ZERO);
        }
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(visitor.ask("hello").text()).contains("Hello");
        }
    }
}
