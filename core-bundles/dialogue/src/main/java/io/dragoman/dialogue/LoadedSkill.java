package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Tool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A skill that has been checked and can take turns: its spec is sound and its texts are complete in
 * both languages. Thread-safe.
 */
public final class LoadedSkill {

    private static final Duration SPEC_LIMIT = Duration.ofSeconds(5);

    private final Skill skill;
    private final SkillSpec spec;
    private final Texts texts;
    private final String version;
    private final GuardedCalls calls;
    private volatile CallCounts counts =
            new CallCounts(Clock.systemUTC(), Integer.MAX_VALUE, () -> {});

    private LoadedSkill(Skill skill, SkillSpec spec, Texts texts, String version) {
        this.skill = skill;
        this.spec = spec;
        this.texts = texts;
        this.version = version;
        this.calls = new GuardedCalls(spec.id());
    }

    /** Whether a skill can be used. */
    public sealed interface Outcome {

        /** It can. */
        record Usable(LoadedSkill skill) implements Outcome {}

        /** It cannot; the reason names the thing to repair. */
        record Rejected(Reason why) implements Outcome {

            /** Why, in English. */
            public String reason() {
                return why.text();
            }
        }
    }

    /**
     * Checks a skill. Its texts are looked for beside its class.
     *
     * @param id the id it is published under
     * @param version of its bundle, for the trace
     */
    public static Outcome load(String id, String version, Skill skill) {
        try (var calls = new GuardedCalls(id)) {
            return switch (calls.call(() -> check(id, version, skill), SPEC_LIMIT)) {
                case CallOutcome.Returned<Outcome> checked -> checked.value();
                case CallOutcome<Outcome> failed ->
                        new Outcome.Rejected(
                                Reason.of(
                                        "spec-unreadable",
                                        "its spec cannot be read: {cause}",
                                        "cause",
                                        CallOutcome.reason(failed)));
            };
        }
    }

    private static Outcome check(String id, String version, Skill skill) {
        var spec = Objects.requireNonNull(skill.spec(), "spec() returned null");
        if (!spec.id().equals(id)) {
            return new Outcome.Rejected(
                    Reason.of(
                            "other-id",
                            "it is published as '{published}' but its spec says '{id}'",
                            "published",
                            id,
                            "id",
                            spec.id()));
        }
        Texts texts;
        try {
            texts = skill.texts().orElseGet(() -> filesOf(skill));
        } catch (IllegalStateException | IllegalArgumentException e) {
            return new Outcome.Rejected(
                    Reason.of("texts-unreadable", "{cause}", "cause", e.getMessage()));
        }
        List<Reason> faults = new SpecCheck(spec, texts).faults();
        return faults.isEmpty()
                ? new Outcome.Usable(new LoadedSkill(skill, spec, texts, version))
                : new Outcome.Rejected(SpecCheck.all(faults));
    }

    private static Texts filesOf(Skill skill) {
        return Texts.load(skill.getClass().getClassLoader(), "i18n/messages");
    }

    /** The same skill with its turns taken by another object, so that a test can watch them. */
    public LoadedSkill playedBy(Skill other) {
        return new LoadedSkill(other, spec, texts, version);
    }

    /** What it is. */
    public SkillSpec spec() {
        return spec;
    }

    /** The tool of a name. */
    public Optional<Tool<?>> tool(String name) {
        for (Tool<?> tool : spec.tools()) {
            if (tool.name().equals(name)) {
                return Optional.of(tool);
            }
        }
        return Optional.empty();
    }

    /** Its texts; {@code title} and {@code purpose} are among them. */
    public Texts texts() {
        return texts;
    }

    /** Version of its bundle. */
    public String version() {
        return version;
    }

    Skill skill() {
        return skill;
    }

    GuardedCalls calls() {
        return calls;
    }

    /** Has its calls counted here from now on. */
    void countedBy(CallCounts other) {
        counts = other;
    }

    /** Lets it take a turn or run a tool; the call is limited, and counted. */
    <T> CallOutcome<T> call(Callable<T> work, Duration limit) {
        long begun = System.nanoTime();
        var outcome = calls.call(work, limit);
        counts.count(outcome, System.nanoTime() - begun);
        return outcome;
    }

    /** What keeps it from taking turns just now; empty when nothing does. */
    Optional<String> trouble() {
        return calls.trouble();
    }

    /** It takes no more turns, and its threads end. */
    void retire() {
        calls.close();
    }
}
