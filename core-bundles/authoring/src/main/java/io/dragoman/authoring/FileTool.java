package io.dragoman.authoring;

import io.dragoman.api.shop.LocalText;
import io.dragoman.api.skill.Tool;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A tool that a file declares; its arguments are slots. Immutable.
 *
 * @param purpose one sentence for the model that chooses
 * @param changes whether it changes anything
 * @param confirm what the customer is asked before a change, as a message pattern
 */
public record FileTool(
        String name,
        String purpose,
        boolean changes,
        Map<String, FileSlot> slots,
        Optional<LocalText> confirm) {

    /** The keys that are read here. */
    public static final Set<String> KEYS = Set.of("name", "purpose", "confirm");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]*)}");

    /** Reads a tool. */
    public static FileTool read(Source source, Map<String, FileSlot> slots, boolean changes) {
        var name = source.need("name");
        if (!NAME.matcher(name.text()).matches()) {
            throw name.fault("is lower case letters, digits and underscores");
        }
        if (changes && source.find("confirm").isEmpty()) {
            throw source.fault(
                    "'confirm' is missing: what the customer is asked before the change");
        }
        return new FileTool(
                name.text(),
                source.need("purpose").text(),
                changes,
                slots,
                source.find("confirm").map(question -> confirm(question, slots)));
    }

    private static LocalText confirm(Source source, Map<String, FileSlot> slots) {
        var words = Words.read(source);
        var names = new ArrayList<>(slots.keySet());
        return new LocalText(
                pattern(source, words.zh(), names), pattern(source, words.en(), names));
    }

    /** The core fills it with the arguments in their order. */
    private static String pattern(Source source, String text, List<String> names) {
        var pattern = new StringBuilder();
        var holes = HOLE.matcher(text);
        int end = 0;
        while (holes.find()) {
            int index = names.indexOf(holes.group(1).replaceFirst("^slots\\.", ""));
            if (index < 0 || !holes.group(1).startsWith("slots.")) {
                throw source.fault("'" + holes.group() + "' is no slot of this tool: " + names);
            }
            pattern.append(Words.verbatim(text.substring(end, holes.start())));
            pattern.append('{').append(index).append('}');
            end = holes.end();
        }
        return pattern.append(Words.verbatim(text.substring(end))).toString();
    }

    /** The tool as the core knows it. */
    public Tool<Tool.Values> tool(
            boolean forCustomer,
            Supplier<Instant> now,
            ZoneId zone,
            BiFunction<Map<String, Object>, Tool.Caller, Tool.Result> call) {
        var tool =
                Tool.dynamic(
                        name,
                        purpose,
                        changes ? Tool.Effect.CHANGES : Tool.Effect.READS,
                        schema(),
                        (values, caller) -> run(values, caller, now.get(), zone, call));
        return forCustomer ? tool.forCustomer() : tool;
    }

    private Tool.Result run(
            Tool.Values values,
            Tool.Caller caller,
            Instant now,
            ZoneId zone,
            BiFunction<Map<String, Object>, Tool.Caller, Tool.Result> call) {
        try {
            return call.apply(SlotValues.given(slots, values.all(), now, zone), caller);
        } catch (IllegalArgumentException e) {
            return new Tool.Result.Failed(e.getMessage());
        }
    }

    private Map<String, Object> schema() {
        var properties = new LinkedHashMap<String, Object>();
        slots.forEach(
                (slotName, slot) -> {
                    var property = new LinkedHashMap<String, Object>(slot.schema());
                    property.put("description", slot.means());
                    properties.put(slotName, property);
                });
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.copyOf(slots.keySet()));
        schema.put("additionalProperties", false);
        return schema;
    }

    /** The arguments of a change that is to be proposed, from the slots of a turn. */
    public Tool.Values arguments(Map<String, Object> values) {
        var arguments = new LinkedHashMap<String, Object>();
        slots.keySet().stream()
                .filter(values::containsKey)
                .forEach(slotName -> arguments.put(slotName, values.get(slotName)));
        return new Tool.Values(arguments);
    }

    /** The key of the question before a change. */
    public String confirmKey() {
        return name + ".confirm";
    }
}
