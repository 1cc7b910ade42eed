package io.dragoman.dialogue;

import static io.dragoman.dialogue.Skills.named;
import static io.dragoman.dialogue.Skills.source;
import static io.dragoman.dialogue.Skills.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.dialogue.InstalledSkill.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SkillRegistryTest {

    private final WhiteboardSkillRegistry registry =
            new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ofSeconds(2));

    @Test
    void listsWhatIsInstalled() {
        registry.install(source(1, "a", "1.2.0"), named("a"));
        var installed = registry.snapshot().getFirst();
        assertThat(installed.id()).isEqualTo("a");
        assertThat(installed.version()).isEqualTo("1.2.0");
        assertThat(installed.bundleId()).isEqualTo(101);
        assertThat(installed.state()).isEqualTo(State.ACTIVE);
        assertThat(installed.spec().orElseThrow().examples()).containsExactly("hello");
        assertThat(installed.texts()).isPresent();
    }

    @Test
    void letsTheNewestVersionTakeTheTurnsHoweverTheyArrive() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "1.10.0"), named("a"));
        registry.install(source(3, "a", "1.9.0"), named("a"));
        assertThat(versionOf(registry, "a")).isEqualTo("1.10.0");
        assertThat(registry.snapshot())
                .extracting(InstalledSkill::state)
                .containsExactly(State.DRAINING, State.DRAINING, State.ACTIVE);
    }

    @Test
    void fallsBackToTheOlderVersionWhenTheNewerGoes() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "2.0.0"), named("a"));
        registry.remove(2);
        assertThat(versionOf(registry, "a")).isEqualTo("1.0.0");
        registry.remove(1);
        assertThat(registry.acquire("a")).isEmpty();
    }

    @Test
    void doesNotLoseTheNewVersionWhenTheOldOneGoesAfterwards() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "1.0.0"), named("a"));
        registry.remove(1);
        registry.remove(1);
        assertThat(versionOf(registry, "a")).isEqualTo("1.0.0");
    }

    @Test
    void waitsForTheTurnsOfASkillThatGoes() throws Exception {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        var handle = registry.acquire("a").orElseThrow();
        var going = CompletableFuture.runAsync(() -> registry.remove(1));
        assertThat(registry.acquire("a", Duration.ZERO).isPresent() && going.isDone()).isFalse();
        handle.close();
        handle.close();
        going.get(5, TimeUnit.SECONDS);
        assertThat(registry.acquire("a")).isEmpty();
    }

    @Test
    void doesNotWaitForEverForATurnThatDoesNotEnd() {
        var impatient =
                new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ofMillis(20));
        impatient.install(source(1, "a", "1.0.0"), named("a"));
        assertThat(impatient.acquire("a")).isPresent();
        impatient.remove(1);
        assertThat(impatient.snapshot()).isEmpty();
    }

    @Test
    void isPatientWithASkillThatIsJustBeingReplaced() throws Exception {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.remove(1);
        var waiting =
                CompletableFuture.supplyAsync(() -> registry.acquire("a", Duration.ofSeconds(20)));
        registry.install(source(2, "a", "1.0.1"), named("a"));
        assertThat(waiting.get(10, TimeUnit.SECONDS).orElseThrow().skill().version())
                .isEqualTo("1.0.1");
    }

    @Test
    void doesNotWaitForASkillThatWasNeverThere() {
        assertThat(registry.acquire("nobody", Duration.ofMinutes(10))).isEmpty();
    }

    @Test
    void tellsListenersOfEveryChange() {
        var changes = new AtomicInteger();
        var subscription = registry.listen(changes::incrementAndGet);
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.remove(1);
        subscription.close();
        registry.install(source(2, "a", "1.0.0"), named("a"));
        assertThat(changes).hasValue(2);
    }

    @Test
    void takesServicesFromTheWhiteboardUnderTheIdOfTheirProperties() {
        var service =
                FakeReference.to(named("a"), "3.0.0", Map.of("service.id", 5L, "skill.id", "a"));
        registry.bindSkill(service);
        assertThat(versionOf(registry, "a")).isEqualTo("3.0.0");
        registry.unbindSkill(service);
        assertThat(registry.snapshot()).isEmpty();
    }

    @Test
    void isHeldByManyTurnsAtOnceWithoutLosingCount() throws Exception {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        var threads = new ArrayList<Thread>();
        var served = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        Optional<SkillHandle> handle =
                                                registry.acquire("a", Duration.ofSeconds(5));
                                        handle.ifPresent(
                                                held -> {
                                                    served.incrementAndGet();
                                                    held.close();
                                                });
                                    }));
        }
        registry.install(source(2, "a", "1.0.1"), named("a"));
        registry.remove(1);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(served).hasValue(50);
    }
}
