package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.named;
import static io.dragoman.dialogue.Skills.scripted;
import static io.dragoman.dialogue.Skills.source;
import static io.dragoman.dialogue.Skills.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.InstalledSkill.State;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SkillQuarantineTest {

    private final WhiteboardSkillRegistry registry =
            new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ofSeconds(2));

    private DialogueResult turn(String id) {
        try (var handle = registry.acquire(id).orElseThrow()) {
            return new DialogueEngine(Duration.ofSeconds(2), 3)
                    .start(handle.skill(), Map.of(), Skills.says("hello"));
        }
    }

    private static Skill throwing(String id, AtomicBoolean broken) {
        return scripted(
                skill(id).examples("hello"),
                d -> {
                    if (broken.get()) {
                        throw new IllegalStateException("no stock");
                    }
                    return Turn.done();
                });
    }

    @Test
    void aSkillThatFailsInEveryCallTakesNoMoreTurnsUntilItIsTriedAgain() {
        var broken = new AtomicBoolean(true);
        registry.install(source(1, "a", "1.0.0"), throwing("a", broken));
        registry.install(source(2, "b", "1.0.0"), named("b"));
        var told = new AtomicInteger();
        registry.listen(told::incrementAndGet);
        for (int i = 0; i < 5; i++) {
            assertThat(turn("a")).isInstanceOf(DialogueResult.Failed.class);
        }
        assertThat(registry.acquire("a")).isEmpty();
        assertThat(told).hasValue(1);
        var sick = registry.snapshot().getFirst();
        assertThat(sick.state()).isEqualTo(State.QUARANTINED);
        assertThat(sick.reason()).contains("5 calls in a row").contains("no stock");
        assertThat(turn("b")).isInstanceOf(DialogueResult.Finished.class);

        broken.set(false);
        assertThat(registry.pardon("a")).isTrue();
        assertThat(turn("a")).isInstanceOf(DialogueResult.Finished.class);
        assertThat(registry.pardon("a")).isFalse();
    }

    @Test
    void failuresThatAreNotInARowAreForgiven() {
        var broken = new AtomicBoolean();
        registry.install(source(1, "a", "1.0.0"), throwing("a", broken));
        for (int i = 0; i < 20; i++) {
            broken.set(i % 2 == 0);
            turn("a");
        }
        assertThat(registry.snapshot().getFirst().state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void anOlderVersionThatIsStillThereTakesOverFromOneInQuarantine() {
        var broken = new AtomicBoolean(true);
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "2.0.0"), throwing("a", broken));
        for (int i = 0; i < 5; i++) {
            turn("a");
        }
        assertThat(versionOf(registry, "a")).isEqualTo("1.0.0");
    }

    @Test
    void nobodyWaitsForASkillInQuarantine() {
        var broken = new AtomicBoolean(true);
        registry.install(source(1, "a", "1.0.0"), throwing("a", broken));
        for (int i = 0; i < 5; i++) {
            turn("a");
        }
        long begun = System.nanoTime();
        assertThat(registry.acquire("a", Duration.ofSeconds(20))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void callsAreCountedPerVersion() {
        var broken = new AtomicBoolean();
        registry.install(source(1, "a", "1.0.0"), throwing("a", broken));
        turn("a");
        turn("a");
        broken.set(true);
        turn("a");
        var usage = registry.usage().getFirst();
        assertThat(usage.calls()).isEqualTo(3);
        assertThat(usage.errors()).isEqualTo(1);
        assertThat(usage.bundleId()).isEqualTo(101);
        assertThat(usage.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("no stock"));
        assertThat(usage.p50()).isPositive().isLessThanOrEqualTo(usage.p95());

        registry.install(source(2, "a", "1.0.1"), named("a"));
        turn("a");
        assertThat(registry.usage()).extracting(SkillUsage::calls).containsExactly(3L, 1L);
    }
}
