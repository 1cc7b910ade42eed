package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.Plugins.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that is told to stop stops, whatever a plug-in does. */
class LateStopTest extends DeployWorld {

    private static final String LET_GO = "dragoman.test.let.go";

    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void forget() {
        System.clearProperty(LET_GO);
    }

    @Test
    void aPluginThatHangsAtItsStartDoesNotKeepTheProcessFromEnding() throws Exception {
        new LateStop(context, Duration.ofMillis(100), ended::countDown);
        TinyBundle.named("hanging", "1.0.0")
                .activator("while (!Boolean.getBoolean(\"" + LET_GO + "\")) Thread.onSpinWait();")
                .into(folder, "a.jar");
        awaitState("a.jar", "1.0.0", State.FAILED);
        framework.stop();
        boolean inTime = ended.await(10, TimeUnit.SECONDS);
        System.setProperty(LET_GO, "true");
        assertThat(inTime).isTrue();
        framework.waitForStop(20_000);
    }

    @Test
    void whatStopsInTimeIsLeftAlone() throws Exception {
        new LateStop(context, Duration.ofMillis(500), ended::countDown);
        framework.stop();
        framework.waitForStop(20_000);
        assertThat(ended.await(700, TimeUnit.MILLISECONDS)).isFalse();
    }
}
