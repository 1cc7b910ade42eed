package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
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

    private static Optional<Reason> problem(LoadedSkill loaded) {
        return switch (loaded.calls().call(() -> tried(loaded), LIMIT)) {
            case CallOutcome.Returned<Optional<Reason>> ended -> ended.value();
            case CallOutcome<Optional<Reason>> failed ->
                    Optional.of(
                            Reason.of(
                                    "self-test-failed",
                                    "its self-test failed: {cause}",
                                    "cause",
                                    CallOutcome.reason(failed)));
        };
    }

    private static Optional<Reason> tried(LoadedSkill loaded) {
        var faults = new ExampleCheck(loaded.spec()).faults();
        if (!faults.isEmpty()) {
            return Optional.of(SpecCheck.all(faults));
        }
        if (loaded.skill() instanceof SelfTesting testing) {
            return Objects.requireNonNull(testing.selfTest(), "selfTest() returned null")
                    .map(
                            said ->
                                    Reason.of(
                                            "self-test",
                                            "its self-test says: {cause}",
                                            "cause",
                                            said));
        }
        return Optional.empty();
    }
}
