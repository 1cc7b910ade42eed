package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Actor;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedCallsTest {

    private static final ToolInfo CANCEL =
            new ToolInfo(
                    "order-cancel",
                    "1.0.0",
                    "cancel_pending_order",
                    "Cancels",
                    Tool.Effect.CHANGES,
                    Tool.Whom.ANYBODY,
                    Map.of());

    @TempDir Path folder;
    private PipelineWorld world;
    private RememberedCalls calls;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
        calls =
                new RememberedCalls(
                        world.stores.runs(), world.json, TestClock.at("2026-11-21T02:00:00Z"));
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private static ToolCall call(String by, String key, Map<String, Object> arguments) {
        var caller = new Tool.Caller("demo", Optional.empty(), Actor.SERVICE, Optional.of(key));
        return ToolCall.of(ToolCall.Face.MCP, by, CANCEL.name(), arguments, caller);
    }

    private static ToolCall cancel(String key, String order) {
        return call("token/erp", key, Map.of("order_id", order, "reason", "no longer needed"));
    }

    @Test
    void aCallThatIsSentAgainIsAnsweredAsItWas() {
        assertThat(calls.begin(cancel("k1", "#W1"), CANCEL)).isEmpty();
        var answer = new ToolOutcome.Answered(Map.of("status", "cancelled"));
        calls.end(cancel("k1", "#W1"), answer);
        assertThat(calls.begin(cancel("k1", "#W1"), CANCEL)).contains(answer);
        calls.begin(cancel("k2", "#W2"), CANCEL);
        calls.end(cancel("k2", "#W2"), new ToolOutcome.Failed("Error: order not found"));
        assertThat(calls.begin(cancel("k2", "#W2"), CANCEL))
                .contains(new ToolOutcome.Failed("Error: order not found"));
    }

    @Test
    void aKeyIsForOneCallOnly() {
        calls.begin(cancel("k1", "#W1"), CANCEL);
        assertThat(calls.begin(cancel("k1", "#W2"), CANCEL))
                .hasValueSatisfying(
                        outcome ->
                                assertThat(outcome)
                                        .isInstanceOfSatisfying(
                                                ToolOutcome.BadArguments.class,
                                                bad ->
                                                        assertThat(bad.problems().getFirst())
                                                                .contains("another call")));
    }

    @Test
    void aKeyIsItsCallersOwn() {
        calls.begin(cancel("k1", "#W1"), CANCEL);
        assertThat(calls.begin(call("token/crm", "k1", Map.of("order_id", "#W9")), CANCEL))
                .isEmpty();
    }

    @Test
    void ofAChangeThatDidNotEndNobodyKnows() {
        calls.begin(cancel("k1", "#W1"), CANCEL);
        assertThat(calls.begin(cancel("k1", "#W1"), CANCEL))
                .hasValueSatisfying(
                        outcome ->
                                assertThat(ToolOutcome.reason(outcome))
                                        .contains("not known (yet)"));
    }

    @Test
    void whatWasNotEvenTriedMayBeTriedAgain() {
        calls.begin(cancel("k1", "#W1"), CANCEL);
        calls.forget(cancel("k1", "#W1"));
        assertThat(calls.begin(cancel("k1", "#W1"), CANCEL)).isEmpty();
    }

    @Test
    void argumentsInAnotherOrderAreTheSame() {
        var one = Map.<String, Object>of("a", List.of(1, 2), "b", "x");
        var other = new LinkedHashMap<String, Object>();
        other.put("b", "x");
        other.put("a", List.of(1, 2));
        calls.begin(call("token/erp", "k1", one), CANCEL);
        calls.end(call("token/erp", "k1", one), new ToolOutcome.Answered("done"));
        assertThat(calls.begin(call("token/erp", "k1", other), CANCEL))
                .contains(new ToolOutcome.Answered("done"));
    }
}
