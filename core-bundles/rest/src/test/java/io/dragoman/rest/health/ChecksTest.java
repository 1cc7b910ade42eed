package io.dragoman.rest.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.catalog.HealthCheck.Part;
import io.dragoman.catalog.HealthCheck.Status;
import io.dragoman.conversation.internal.ChannelRegistry;
import io.dragoman.rest.FakeRules;
import io.dragoman.rest.FakeSkills;
import io.dragoman.rest.Services;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private static Services with(Map<Class<?>, Object> services) {
        return new Services() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return Optional.ofNullable(type.cast(services.get(type)));
            }
        };
    }

    private record Container(List<String> endpoints) implements CoreChecks.Surroundings {}

    private static Part part(List<Part> parts, String id) {
        return parts.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void whatIsNotThereIsDownWithAReason() {
        var parts = new CoreChecks(with(Map.of()), new Container(List.of())).check();
        assertThat(parts).extracting(Part::id).contains("rules", "embeddings", "desk", "http");
        assertThat(parts).allMatch(each -> each.status() == Status.DOWN);
        assertThat(parts).noneMatch(each -> each.reason().isEmpty());
    }

    @Test
    void brokenRulesAreToldByFileAndLine() {
        var broken =
                new RuleEngine.Status(
                        "v1",
                        "",
                        List.of(new RuleEngine.File("loop.drl", 2, true)),
                        List.of(
                                new RuleEngine.Problem(
                                        "retail.drl", Optional.of(9), "no such word")));
        var engine = new StubbornRules(broken);
        var parts =
                new CoreChecks(
                                with(Map.of(RuleEngine.class, engine)),
                                new Container(List.of("http://localhost:1/")))
                        .check();
        var rules = part(parts, "rules");
        assertThat(rules.status()).isEqualTo(Status.DEGRADED);
        assertThat(rules.reason()).contains("retail.drl:9: no such word", "loop.drl is put aside");
        assertThat(part(parts, "http").details()).containsValue("http://localhost:1/");
    }

    @Test
    void rulesThatAreBeingCompiledAndModelsThatAreBeingLoadedAreDown() {
        var compiling = new RuleEngine.Status("", "", List.of(), List.of());
        var state = new AtomicReference<>(Embedder.State.LOADING);
        var checks =
                new CoreChecks(
                        with(
                                Map.of(
                                        RuleEngine.class,
                                        new StubbornRules(compiling),
                                        Embedder.class,
                                        new Models(state))),
                        new Container(List.of()));
        assertThat(part(checks.check(), "rules").status()).isEqualTo(Status.DOWN);
        assertThat(part(checks.check(), "rules").reason()).contains("being compiled");
        assertThat(part(checks.check(), "embeddings").status()).isEqualTo(Status.DOWN);
        state.set(Embedder.State.READY);
        assertThat(part(checks.check(), "embeddings").status()).isEqualTo(Status.UP);
        state.set(Embedder.State.FAILED);
        assertThat(part(checks.check(), "embeddings").status()).isEqualTo(Status.DEGRADED);
    }

    private record Models(AtomicReference<Embedder.State> told) implements Embedder {

        @Override
        public State state() {
            return told.get();
        }

        @Override
        public String model(Locale language) {
            return "none";
        }

        @Override
        public int dimension(Locale language) {
            return 1;
        }

        @Override
        public List<float[]> embed(Locale language, List<String> texts) {
            return List.of();
        }
    }

    /** Rules in a certain state. */
    private record StubbornRules(Status status) implements RuleEngine {

        @Override
        public Outcome decide(
                Phase phase,
                java.util.Collection<? extends io.dragoman.api.rules.Fact> facts,
                java.time.Duration limit) {
            return new FakeRules().decide(phase, facts, limit);
        }

        @Override
        public List<Problem> check(String file, byte[] content) {
            return List.of();
        }
    }

    @Test
    void everySkillHasItsHealth() {
        var parts = new PluginChecks(new FakeSkills(), new ChannelRegistry()).check();
        assertThat(part(parts, "skill/parcels").status()).isEqualTo(Status.UP);
        assertThat(part(parts, "skill/broken").status()).isEqualTo(Status.DOWN);
        assertThat(part(parts, "skill/broken").reason()).isEqualTo("its texts are missing");
    }

    @Test
    void theProbeSeesWhatABundleBringsAndWhyItDoesNotWork() {
        var probe = new SkillProbe(new FakeSkills());
        assertThat(probe.provides(7)).containsExactly("skill/parcels");
        assertThat(probe.problem(7)).isEmpty();
        assertThat(probe.provides(8)).isEmpty();
        assertThat(probe.problem(8))
                .hasValueSatisfying(
                        why -> {
                            assertThat(why.text())
                                    .isEqualTo("skill 'broken': its texts are missing");
                            assertThat(why.key()).isEqualTo("text-missing");
                        });
        assertThat(probe.provides(99)).isEmpty();
    }
}
