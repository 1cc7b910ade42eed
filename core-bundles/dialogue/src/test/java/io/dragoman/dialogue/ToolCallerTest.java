package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.scripted;
import static io.dragoman.dialogue.Skills.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Actor;
import io.dragoman.api.skill.Turn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToolCallerTest {

    enum Size {
        SMALL,
        LARGE
    }

    record Item(String sku, int quantity) {
        Item {
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity must be at least 1");
            }
        }
    }

    record Wish(
            @Means("What to buy") List<Item> items,
            Optional<String> note,
            Size size,
            BigDecimal limit,
            boolean gift,
            long number) {}

    record Nothing() {}

    record Answer(String text, Optional<String> absent, Instant at, Size size, BigDecimal money) {}

    private final WhiteboardSkillRegistry registry =
            new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ZERO);
    private final ToolCaller caller = new ToolCaller(registry, Duration.ofMillis(300));
    private final Tool.Caller someone = new Tool.Caller("demo", Optional.of("C1"));
    private final List<Object> called = new ArrayList<>();

    @BeforeEach
    void installTools() {
        var spec =
                skill("shop")
                        .tool(
                                Tool.reading(
                                        "wish",
                                        "Wishes",
                                        Wish.class,
                                        (a, c) -> {
                                            called.add(a);
                                            return new Tool.Result.Ok(Map.of("by", c.customerId()));
                                        }))
                        .tool(
                                Tool.reading(
                                        "look",
                                        "Looks",
                                        Nothing.class,
                                        (a, c) ->
                                                new Tool.Result.Ok(
                                                        new Answer(
                                                                "hi",
                                                                Optional.empty(),
                                                                Instant.EPOCH,
                                                                Size.SMALL,
                                                                new BigDecimal("1.10")))))
                        .tool(
                                Tool.changing(
                                        "change",
                                        "Changes",
                                        Nothing.class,
                                        (a, c) -> {
                                            called.add(a);
                                            return new Tool.Result.Ok("done");
                                        }))
                        .tool(
                                Tool.changing(
                                        "breaks",
                                        "Breaks in its middle",
                                        Nothing.class,
                                        (a, c) -> {
                                            called.add(a);
                                            throw new IllegalStateException("no database");
                                        }))
                        .tool(
                                Tool.reading(
                                        "no",
                                        "Says no",
                                        Nothing.class,
                                        (a, c) -> new Tool.Result.Failed("out of stock")))
                        .tool(
                                Tool.reading(
                                        "throws",
                                        "Throws",
                                        Nothing.class,
                                        (a, c) -> {
                                            throw new IllegalStateException("no database");
                                        }))
                        .tool(
                                Tool.reading(
                                        "odd",
                                        "Returns oddities",
                                        Nothing.class,
                                        (a, c) -> new Tool.Result.Ok(new Thread())))
                        .tool(
                                Tool.reading(
                                        "slow",
                                        "Never ends",
                                        Nothing.class,
                                        (a, c) -> {
                                            sleepForEver();
                                            return new Tool.Result.Ok(1);
                                        }));
        registry.install(source(1, "shop", "1.0.0"), scripted(spec, d -> Turn.done()));
    }

    private static void sleepForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ToolOutcome call(String tool, Map<String, Object> arguments) {
        return caller.call(wanted(tool, arguments));
    }

    private ToolCall wanted(String tool, Map<String, Object> arguments) {
        return ToolCall.of(ToolCall.Face.REST, "user/mei", tool, arguments, someone);
    }

    /** Remembers in a map, as the store does in the database. */
    private static final class Memory implements RepeatedCalls {
        private final Map<String, Optional<ToolOutcome>> known = new HashMap<>();

        private static String key(ToolCall call) {
            return call.caller().key().orElseThrow();
        }

        @Override
        public Optional<ToolOutcome> begin(ToolCall call, ToolInfo tool) {
            var before = known.putIfAbsent(key(call), Optional.empty());
            return before == null
                    ? Optional.empty()
                    : before.or(() -> Optional.of(new ToolOutcome.Failed("nobody knows")));
        }

        @Override
        public void end(ToolCall call, ToolOutcome outcome) {
            known.put(key(call), Optional.of(outcome));
        }

        @Override
        public void forget(ToolCall call) {
            known.remove(key(call));
        }
    }

    private ToolCall keyed(String tool, String key) {
        var program = new Tool.Caller("demo", Optional.of("C1"), Actor.SERVICE, Optional.of(key));
        return ToolCall.of(ToolCall.Face.MCP, "token/erp", tool, Map.of(), program).consented(true);
    }

    @Test
    void makesAChangeOnceForEachKey() {
        caller.addRepeated(new Memory());
        var first = caller.call(keyed("change", "k1"));
        assertThat(first).isEqualTo(new ToolOutcome.Answered("done"));
        assertThat(caller.call(keyed("change", "k1"))).isEqualTo(first);
        assertThat(called).hasSize(1);
        caller.call(keyed("change", "k2"));
        assertThat(called).hasSize(2);
        // What only reads is read again.
        var memory = new Memory();
        caller.addRepeated(memory);
        caller.call(keyed("look", "k1"));
        assertThat(memory.known).isEmpty();
    }

    @Test
    void makesNoChangeAgainOfWhichNobodyKnowsHowItEnded() {
        caller.addRepeated(new Memory());
        assertThat(caller.call(keyed("breaks", "k1"))).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(caller.call(keyed("breaks", "k1")))
                .isEqualTo(new ToolOutcome.Failed("nobody knows"));
        assertThat(called).hasSize(1);
    }

    private static Map<String, Object> wish(Object items) {
        return Map.of(
                "items", items, "size", "large", "limit", "12.50", "gift", true, "number", 7L);
    }

    @Test
    void describesArgumentsAsJsonSchema() {
        var schema = caller.find("wish").orElseThrow().schema();
        assertThat(schema)
                .containsEntry("type", "object")
                .containsEntry("additionalProperties", false);
        assertThat(schema.get("required"))
                .isEqualTo(List.of("items", "size", "limit", "gift", "number"));
        var properties = (Map<?, ?>) schema.get("properties");
        assertThat(properties.get("note")).isEqualTo(Map.of("type", "string"));
        assertThat(properties.get("size"))
                .isEqualTo(Map.of("type", "string", "enum", List.of("SMALL", "LARGE")));
        assertThat(properties.get("limit")).isEqualTo(Map.of("type", "number"));
        assertThat(properties.get("number")).isEqualTo(Map.of("type", "integer"));
        var items = (Map<?, ?>) properties.get("items");
        assertThat(items.get("description")).isEqualTo("What to buy");
        assertThat(((Map<?, ?>) items.get("items")).get("required"))
                .isEqualTo(List.of("sku", "quantity"));
    }

    @Test
    void bindsArgumentsAndReturnsATree() {
        var outcome = call("wish", wish(List.of(Map.of("sku", "TEA", "quantity", 2L))));
        assertThat(outcome).isEqualTo(new ToolOutcome.Answered(Map.of("by", "C1")));
        assertThat(called)
                .containsExactly(
                        new Wish(
                                List.of(new Item("TEA", 2)),
                                Optional.empty(),
                                Size.LARGE,
                                new BigDecimal("12.50"),
                                true,
                                7));
    }

    @Test
    void namesEverythingThatIsWrongWithTheArguments() {
        var outcome =
                call(
                        "wish",
                        Map.of(
                                "items",
                                List.of(Map.of("sku", 5L, "quantity", "2.5")),
                                "size",
                                "medium",
                                "gift",
                                "yes",
                                "colour",
                                "red",
                                "number",
                                1L));
        assertThat(((ToolOutcome.BadArguments) outcome).problems())
                .containsExactlyInAnyOrder(
                        "'colour' is unknown; known are [gift, items, limit, note, number, size]",
                        "'items[0].sku' must be a text of at most 4000 characters, not '5'",
                        "'items[0].quantity' must be a whole number within 32 bits, not '2.5'",
                        "'size' must be one of [SMALL, LARGE], not 'medium'",
                        "'limit' is missing",
                        "'gift' must be true or false, not 'yes'");
        assertThat(called).isEmpty();
    }

    @Test
    void passesOnWhatARecordSaysOfItsValues() {
        var outcome = call("wish", wish(List.of(Map.of("sku", "TEA", "quantity", 0L))));
        assertThat(((ToolOutcome.BadArguments) outcome).problems())
                .containsExactly("items[0]: quantity must be at least 1");
    }

    @Test
    void turnsRecordsTimesAndConstantsIntoATree() {
        assertThat(call("look", Map.of()))
                .isEqualTo(
                        new ToolOutcome.Answered(
                                Map.of(
                                        "text",
                                        "hi",
                                        "at",
                                        "1970-01-01T00:00:00Z",
                                        "size",
                                        "SMALL",
                                        "money",
                                        new BigDecimal("1.10"))));
    }

    @Test
    void changesNothingWithoutTheCustomersConsent() {
        assertThat(call("change", Map.of())).isInstanceOf(ToolOutcome.NeedsConsent.class);
        assertThat(called).isEmpty();
        assertThat(caller.call(wanted("change", Map.of()).consented(true)))
                .isEqualTo(new ToolOutcome.Answered("done"));
    }

    @Test
    void returnsFailuresAsValues() {
        assertThat(call("no", Map.of())).isEqualTo(new ToolOutcome.Failed("out of stock"));
        assertThat(call("throws", Map.of()))
                .isEqualTo(
                        new ToolOutcome.Failed(
                                "The tool 'throws': IllegalStateException: no database"));
        assertThat(((ToolOutcome.Failed) call("slow", Map.of())).reason())
                .contains("longer than 300 ms");
        assertThat(((ToolOutcome.Failed) call("odd", Map.of())).reason())
                .contains("java.lang.Thread");
    }

    @Test
    void knowsNoToolsOfSkillsThatAreGone() {
        assertThat(caller.call(wanted("wish", Map.of()).ofSkill("other")))
                .isInstanceOf(ToolOutcome.Unknown.class);
        assertThat(caller.call(wanted("other", Map.of()).ofSkill("shop")))
                .isInstanceOf(ToolOutcome.Unknown.class);
        registry.remove(1);
        assertThat(caller.tools()).isEmpty();
        assertThat(call("wish", Map.of())).isInstanceOf(ToolOutcome.Unknown.class);
    }
}
