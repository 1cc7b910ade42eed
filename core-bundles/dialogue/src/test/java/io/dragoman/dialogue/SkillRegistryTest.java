package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.ORDER;
import static io.dragoman.dialogue.Skills.scripted;
import static io.dragoman.dialogue.Skills.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.SelfTesting;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.InstalledSkill.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SkillRegistryTest {

    private final WhiteboardSkillRegistry registry =
            new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ofSeconds(2));

    private static Skill named(String id) {
        return scripted(skill(id).examples("hello"), d -> Turn.done());
    }

    private String versionOf(String id) {
        try (var handle = registry.acquire(id).orElseThrow()) {
            return handle.skill().version();
        }
    }

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
        assertThat(versionOf("a")).isEqualTo("1.10.0");
        assertThat(registry.snapshot())
                .extracting(InstalledSkill::state)
                .containsExactly(State.DRAINING, State.DRAINING, State.ACTIVE);
    }

    @Test
    void fallsBackToTheOlderVersionWhenTheNewerGoes() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "2.0.0"), named("a"));
        registry.remove(2);
        assertThat(versionOf("a")).isEqualTo("1.0.0");
        registry.remove(1);
        assertThat(registry.acquire("a")).isEmpty();
    }

    @Test
    void doesNotLoseTheNewVersionWhenTheOldOneGoesAfterwards() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "1.0.0"), named("a"));
        registry.remove(1);
        registry.remove(1);
        assertThat(versionOf("a")).isEqualTo("1.0.0");
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

    private String reasonFor(Skill broken) {
        registry.install(
                source(9, broken instanceof Skills.Scripted s ? s.spec().id() : "x", "1.0.0"),
                broken);
        var installed = registry.snapshot().getFirst();
        assertThat(installed.state()).isEqualTo(State.FAILED);
        assertThat(registry.acquire(installed.id())).isEmpty();
        return installed.reason();
    }

    @Test
    void keepsOutASkillWhoseSpecThrows() {
        assertThat(
                        reasonFor(
                                new Skill() {
                                    @Override
                                    public SkillSpec spec() {
                                        throw new NoSuchMethodError("io.dragoman.api.gone()");
                                    }

                                    @Override
                                    public Turn take(Dialogue dialogue) {
                                        return Turn.done();
                                    }
                                }))
                .isEqualTo("its spec cannot be read: NoSuchMethodError: io.dragoman.api.gone()");
    }

    @Test
    void keepsOutASkillWithMissingTexts() {
        assertThat(
                        reasonFor(
                                scripted(
                                        skill("x").needs(Slot.slot("nowhere", SlotType.text())),
                                        d -> Turn.done())))
                .contains("'nowhere.ask'", "'nowhere.retry'");
    }

    @Test
    void takesTheTextsThatASkillBringsAlong() {
        var skill = new WithTexts(Skills.returns(), texts("Returns"));

        var loaded = LoadedSkill.load("returns", "1.0.0", skill);

        assertThat(
                        ((LoadedSkill.Outcome.Usable) loaded)
                                .skill()
                                .texts()
                                .get(Locale.ENGLISH, "title"))
                .isEqualTo("Returns");
    }

    /** A skill that keeps its texts to itself. */
    private record WithTexts(Skill skill, Optional<Texts> texts) implements Skill {
        @Override
        public SkillSpec spec() {
            return skill.spec();
        }

        @Override
        public Turn take(Dialogue dialogue) {
            return skill.take(dialogue);
        }
    }

    private static Optional<Texts> texts(String title) {
        var all = new HashMap<String, String>();
        for (var key : List.of("purpose", "order.ask", "order.retry", "date.ask", "date.retry")) {
            all.put(key, key);
        }
        all.put("title", title);
        return Optional.of(Texts.of(Map.of(Locale.SIMPLIFIED_CHINESE, all, Locale.ENGLISH, all)));
    }

    @Test
    void keepsOutASkillWithTwoSlotsOfOneName() {
        var other = Slot.slot("order", SlotType.text());
        assertThat(
                        reasonFor(
                                scripted(
                                        skill("x").needs(ORDER).step("two", other),
                                        d -> Turn.done())))
                .contains("two different slots");
    }

    record Bad(Thread thread) {}

    @Test
    void keepsOutASkillWithAToolThatCannotBeDescribed() {
        var tool = Tool.reading("bad", "?", Bad.class, (a, c) -> new Tool.Result.Ok(1));
        assertThat(reasonFor(scripted(skill("x").tool(tool), d -> Turn.done())))
                .contains("'bad'", "'thread'", "java.lang.Thread");
    }

    @Test
    void leavesTheWorkingVersionInPlaceWhenTheNewerIsBroken() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "2.0.0"), scripted(skill("other"), d -> Turn.done()));
        assertThat(versionOf("a")).isEqualTo("1.0.0");
        assertThat(registry.snapshot())
                .extracting(InstalledSkill::state)
                .containsExactly(State.ACTIVE, State.FAILED);
        assertThat(registry.snapshot().get(1).reason()).contains("published as 'a'", "'other'");
    }

    @Test
    void takesServicesFromTheWhiteboardUnderTheIdOfTheirProperties() {
        var service =
                FakeReference.to(named("a"), "3.0.0", Map.of("service.id", 5L, "skill.id", "a"));
        registry.bindSkill(service);
        assertThat(versionOf("a")).isEqualTo("3.0.0");
        registry.unbindSkill(service);
        assertThat(registry.snapshot()).isEmpty();
    }

    @Test
    void listsSkillsWithoutAnIdAndSkillsThatCannotBeCreated() {
        registry.bindSkill(FakeReference.to(named("a"), "1.0.0", Map.of("service.id", 5L)));
        registry.bindSkill(
                FakeReference.to(null, "1.0.0", Map.of("service.id", 6L, "skill.id", "b")));
        var reasons = new ArrayList<String>();
        registry.snapshot().forEach(skill -> reasons.add(skill.id() + ": " + skill.reason()));
        assertThat(reasons).hasSize(2);
        assertThat(reasons.get(0)).startsWith("b: it could not be created");
        assertThat(reasons.get(1)).startsWith("some.bundle: it has no id");
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
        assertThat(versionOf("a")).isEqualTo("1.0.0");
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

    /** Can tell that it is unfit. */
    private record Careful(Optional<String> verdict) implements Skill, SelfTesting {
        @Override
        public SkillSpec spec() {
            return skill("careful").examples("hello").build();
        }

        @Override
        public Turn take(Dialogue dialogue) {
            return Turn.done();
        }

        @Override
        public Optional<String> selfTest() {
            return verdict;
        }
    }

    @Test
    void aSkillThatFindsItselfUnfitTakesNoTurnsAndTheOldOneGoesOn() {
        registry.install(source(1, "careful", "1.0.0"), new Careful(Optional.empty()));
        registry.install(source(2, "careful", "2.0.0"), new Careful(Optional.of("no stock list")));
        assertThat(versionOf("careful")).isEqualTo("1.0.0");
        assertThat(registry.snapshot().get(1).state()).isEqualTo(State.FAILED);
        assertThat(registry.snapshot().get(1).reason()).contains("self-test says: no stock list");
    }

    @Test
    void aSelfTestThatThrowsCountsAsUnfit() {
        registry.install(source(1, "careful", "1.0.0"), new Careful(null));
        assertThat(registry.snapshot().getFirst().state()).isEqualTo(State.FAILED);
    }

    record Nothing() {}

    private static Skill withTool(String id, String tool) {
        return scripted(
                skill(id)
                        .tool(
                                Tool.reading(
                                        tool,
                                        "Says whose it is",
                                        Nothing.class,
                                        (a, c) -> new Tool.Result.Ok(id))),
                d -> Turn.done());
    }

    @Test
    void keepsASkillOutWhoseToolHasANameThatIsTaken() {
        registry.install(source(1, "a", "1.0.0"), withTool("a", "get_it"));
        registry.install(source(2, "b", "1.0.0"), withTool("b", "get_it"));
        assertThat(registry.acquire("b")).isEmpty();
        assertThat(registry.snapshot().get(1).state()).isEqualTo(State.FAILED);
        assertThat(registry.snapshot().get(1).reason())
                .isEqualTo(
                        "its tool 'get_it' has the name of a tool of the skill 'a'; rename one of"
                                + " them");
        registry.install(source(3, "a", "2.0.0"), withTool("a", "get_it"));
        registry.remove(1);
        assertThat(versionOf("a")).isEqualTo("2.0.0");
        registry.remove(3);
        assertThat(versionOf("b")).isEqualTo("1.0.0");
    }
}
