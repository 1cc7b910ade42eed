package io.dragoman.dialogue;

import io.dragoman.api.skill.SelfTesting;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Tries a skill out before it takes its first turn: its examples, and what it can test itself. */
final class SelfTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private SelfTest() {}

    /** The skill, unless it turns out to be unfit. */
    static LoadedSkill.Outcome of(LoadedSkill.Outcome outcome) {
        if (!(outcome instanceof LoadedSkill.Outcome.Usable usable)) {
            return outcome;
        }
        var problem = problem(usable.skill());
        if (problem.isEmpty()) {
            return outcome;
        }
        usable.skill().retire();
        return new LoadedSkill.Outcome.Rejected(problem.get());
    }

    private static Optional<String> problem(LoadedSkill loaded) {
        return switch (loaded.calls().call(() -> tried(loaded), LIMIT)) {
            case CallOutcome.Returned<Optional<String>> ended -> ended.value();
            case CallOutcome<Optional<String>> failed ->
                    Optional.of("its self-test failed: " + CallOutcome.reason(failed));
        };
    }

    private static Optional<String> tried(LoadedSkill loaded) {
        var faults = new ExampleCheck(loaded.spec()).faults();
        if (!faults.isEmpty()) {
            return Optional.of(String.join("; ", faults));
        }
        if (loaded.skill() instanceof SelfTesting testing) {
            return Objects.requireNonNull(testing.selfTest(), "selfTest() returned null")
                    .map(reason -> "its self-test says: " + reason);
        }
        return Optional.empty();
    }
}
