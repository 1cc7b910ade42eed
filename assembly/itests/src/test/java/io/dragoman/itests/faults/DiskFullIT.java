package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.RunningDragoman;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The disk fills up while customers talk. */
class DiskFullIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static SmallDisk disk;
    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        var target = Path.of(System.getProperty("itests.distribution")).resolveSibling("small");
        disk = SmallDisk.at(target.resolve("disk"));
        var environment = Map.of("DRAGOMAN_DATA", disk.folder().resolve("data").toString());
        dragoman = RunningDragoman.start("disk-full", "demo", environment);
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
                    eventually(SOON, DiskFullIT::storeIsDown);
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
}
