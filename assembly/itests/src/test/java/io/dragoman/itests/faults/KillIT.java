package io.dragoman.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The server dies without a word under load, again and again. */
class KillIT {

    private static void isKilledUnderLoad(RunningDragoman dragoman, Random random)
            throws InterruptedException {
        int kills = Form.of(3, 20);
        try (var traffic =
                Traffic.begin(Traffic.Plan.greeting(16, 4), dragoman::visitors, random)) {
            for (int i = 0; i < kills; i++) {
                traffic.flows(30);
                // The moment is random; that something goes on at it is sure.
                Thread.sleep(random.nextInt(400));
                dragoman.kill();
                dragoman.resume();
            }
            traffic.flows(30);
            var done = traffic.endAndCompare();
            assertThat(done.connections()).isGreaterThan(16 * kills);
        }
    }

    @Test
    void onTheEmbeddedDatabase() throws InterruptedException {
        isKilledUnderLoad(Shared.demo(), Form.random("kill -9 on H2"));
    }

    @Test
    void onMariaDb() throws InterruptedException {
        isKilledUnderLoad(Shared.onMariaDb(), Form.random("kill -9 on MariaDB"));
    }
}
