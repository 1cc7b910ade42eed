package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginListener;
import io.dragoman.catalog.PluginOperations.Outcome;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Going back to a version that worked, and quarantine, also over a restart. */
class FormerVersionsTest extends DeployWorld {

    @Test
    void aNewVersionThatFailsTooOftenIsRolledBackAndTheOneBeforeRunsAgain() {
        swapToABadOne();
        await(() -> says("my.skill").equals(List.of("1.0.0")));
        assertThat(entry("a.jar").reason())
                .contains("3 of its first 10 calls failed")
                .contains("no stock")
                .contains("version 1.0.0 stays in force");
        assertThat(events)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.kind())
                                        .isEqualTo(PluginListener.Kind.ROLLED_BACK));
    }

    @Test
    void aFirstVersionHasNothingToBeRolledBackTo() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        counted("1.0.0", 10, 10);
        TinyBundle.plugin("other", "1.0.0").into(folder, "b.jar");
        up("b.jar", "1.0.0");
        assertThat(entry("a.jar").state()).isEqualTo(State.UP);
        assertThat(says("my.skill")).containsExactly("1.0.0");
    }

    @Test
    void aFewFailuresAreNoReasonToRollBack() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        TinyBundle.plugin("my.skill", "1.1.0").into(folder, "a.jar");
        up("a.jar", "1.1.0");
        counted("1.1.0", 4, 4);
        counted("1.1.0", 10, 2);
        TinyBundle.plugin("other", "1.0.0").into(folder, "b.jar");
        up("b.jar", "1.0.0");
        assertThat(entry("a.jar").state()).isEqualTo(State.UP);
    }

    @Test
    void whatWasRolledBackStaysSoOverARestartUntilTheFileChanges() throws Exception {
        swapToABadOne();
        close();
        counted.clear();
        boot();
        deploy();
        awaitState("a.jar", "1.1.0", State.ROLLED_BACK);
        await(() -> says("my.skill").equals(List.of("1.0.0")));
        TinyBundle.plugin("my.skill", "1.1.1").into(folder, "a.jar");
        up("a.jar", "1.1.1");
        await(() -> says("my.skill").equals(List.of("1.1.1")));
    }

    private void quarantined(String version) {
        counted.put(
                version,
                new Plugins.Usage(
                        "thing/my.skill",
                        9,
                        9,
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(),
                        Optional.of(
                                new Plugins.Error(Instant.EPOCH, Reason.said("five in a row")))));
    }

    private String remembered(String file) {
        return deploy.orElseThrow()
                .store()
                .remembered(entry(file).file().sha256())
                .quarantine()
                .text();
    }

    @Test
    void aQuarantineOutlivesARestartUntilAPersonOrAnotherContentEndsIt() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        quarantined("1.0.0");
        await(() -> remembered("a.jar").equals("five in a row"));
        restart();
        up("a.jar", "1.0.0");
        await(() -> kept.equals(List.of("1.0.0: five in a row")));
        deploy.orElseThrow().retry(entry("a.jar").file());
        assertThat(remembered("a.jar")).isEmpty();
        restart();
        up("a.jar", "1.0.0");
        quarantined("1.0.0");
        await(() -> !remembered("a.jar").isEmpty());
        counted.clear();
        TinyBundle.plugin("my.skill", "1.0.1").into(folder, "a.jar");
        up("a.jar", "1.0.1");
        restart();
        up("a.jar", "1.0.1");
        assertThat(kept).hasSize(1);
    }

    @Test
    void whatWasRolledBackCanBeTriedAgain() {
        swapToABadOne();
        counted.clear();
        assertThat(operations().retry("a.jar")).isInstanceOf(Outcome.Done.class);
        up("a.jar", "1.1.0");
        await(() -> says("my.skill").equals(List.of("1.1.0")));
    }

    @Test
    void aFormerVersionIsPutBackIntoTheFolder() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "old.jar");
        up("old.jar", "1.0.0");
        TinyBundle.plugin("my.skill", "2.0.0").into(folder, "new.jar");
        up("new.jar", "2.0.0");
        operations().remove("old.jar");
        await(() -> find("old.jar").isEmpty());
        assertThat(operations().rollBack("new.jar", Optional.empty()))
                .isEqualTo(new Outcome.Done("old.jar"));
        up("old.jar", "1.0.0");
        await(() -> says("my.skill").equals(List.of("1.0.0")));
        assertThat(folder.resolve("new.jar")).doesNotExist();
        // And forward again.
        assertThat(operations().rollBack("old.jar", Optional.empty()))
                .isEqualTo(new Outcome.Done("new.jar"));
        await(() -> says("my.skill").equals(List.of("2.0.0")));
    }

    @Test
    void onlySoManyFormerVersionsAreKept() throws Exception {
        for (int i = 1; i <= 6; i++) {
            TinyBundle.plugin("my.skill", "1.0." + i).into(folder, "a.jar");
            up("a.jar", "1.0." + i);
        }
        TinyBundle.plugin("other", "1.0.0").into(folder, "b.jar");
        up("b.jar", "1.0.0");
        var kept = deploy.orElseThrow().kept(entry("a.jar").file());
        assertThat(kept)
                .extracting(Plugins.Kept::version)
                .containsExactly("1.0.5", "1.0.4", "1.0.3");
    }
}
