package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.await;
import static io.dragoman.pipeline.internal.PipelineWorld.echo;
import static io.dragoman.pipeline.internal.PipelineWorld.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartGateTest {

    @TempDir Path folder;
    private PipelineWorld world;
    private final AtomicBoolean compiled = new AtomicBoolean();

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    /** Rules that are being compiled until the test says that they are in force. */
    private final class SlowRules implements Stage {
        @Override
        public String name() {
            return "rules";
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public boolean ready() {
            return compiled.get();
        }

        @Override
        public StageResult attempt(Turn turn) {
            if (!compiled.get()) {
                throw new IllegalStateException("The rules are still being loaded");
            }
            return answer("by the rules");
        }
    }

    private Map<?, ?> firstStep(Message message) {
        return (Map<?, ?>) ((List<?>) world.trace(message).get("stages")).getFirst();
    }

    private List<String> waitingFor() {
        return new PipelineHealth(null, world.gate)
                .check().stream().map(part -> part.status() + " " + part.reason()).toList();
    }

    @Test
    void aMessageThatComesWhileTheRulesAreCompiledIsAnsweredByTheRules() {
        world.with(new SlowRules(), echo()).waitingFor(60, "rules").start();
        var id = world.customer("early");
        long seq = world.says(id, "hello");
        await(() -> world.gate.held() == 1);
        assertThat(waitingFor()).containsExactly("DOWN Turns wait for these stages: rules");
        assertThat(world.now(id).bot().handledSeq()).isZero();
        compiled.set(true);
        var answer = world.answerTo(id, seq);
        assertThat(words(answer)).isEqualTo("by the rules");
        assertThat(firstStep(answer).get("stage")).isEqualTo("start");
        assertThat(firstStep(answer).get("outcome")).isEqualTo("passed");
        assertThat(firstStep(answer).get("detail")).isEqualTo(Map.of("key", "start.waited"));
        assertThat(waitingFor()).containsExactly("UP ");
        // Whoever comes later waits for nothing, and the trace does not speak of it.
        assertThat(firstStep(world.asks(id, "again")).get("stage")).isEqualTo("rules");
    }

    @Test
    void aStageThatComesLateIsWaitedFor() {
        world.with(echo()).waitingFor(60, "rules").start();
        var id = world.customer("early");
        long seq = world.says(id, "hello");
        await(() -> world.gate.waitingFor().equals(List.of("rules")));
        compiled.set(true);
        world.rungs.addStage(new SlowRules(), Map.of(Stage.ORDER, 5));
        assertThat(words(world.answerTo(id, seq))).isEqualTo("by the rules");
    }

    @Test
    void afterTheLimitTheTurnGoesOnAndTheTraceSaysWhatWasMissing() {
        world.with(new SlowRules(), echo()).waitingFor(1, "rules").start();
        var answer = world.asks(world.customer("early"), "hello");
        assertThat(words(answer)).isEqualTo("re: hello");
        assertThat(firstStep(answer).get("outcome")).isEqualTo("timeout");
        assertThat(firstStep(answer).get("detail"))
                .isEqualTo(Map.of("key", "start.incomplete", "params", Map.of("stages", "rules")));
    }
}
