package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Shared;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The network between customers and server is bad. */
class SocketCutsIT {

    @Test
    void cutSocketsLoseNothingAndBothHistoriesAreTheSameToTheByte() {
        var random = Form.random("cut sockets");
        var dragoman = Shared.demo();
        try (var network = new CuttingProxy(dragoman.port(), random);
                var traffic =
                        Traffic.begin(
                                Traffic.Plan.greeting(Form.of(12, 60), 4),
                                network::visitors,
                                random)) {
            int wanted = Form.of(60, 3_000);
            eventually(
                    Duration.ofSeconds(Form.of(30, 120)),
                    () -> assertThat(network.cuts()).isGreaterThan(wanted));
            network.heal();

            var done = traffic.endAndCompare();

            assertThat(done.connections()).isGreaterThan(wanted / 2);
        }
    }
}
