package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for what would only show in the middle of a conversation, while a skill is installed. */
record SpecCheck(SkillSpec spec, Texts texts) {

    private static final Pattern TOOL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** What is wrong, in words for the skill's author; empty when nothing is. */
    List<Reason> faults() {
        var faults = new ArrayList<Reason>();
        texts.incomplete()
                .forEach(
                        key ->
                                faults.add(
                                        Reason.of(
                                                "text-in-one-language",
                                                "the text '{key}' is missing in one language",
                                                "key",
                                                key)));
        needsText("title", faults);
        needsText("purpose", faults);
        checkSlots(faults);
        checkTools(faults);
        return faults;
    }

    /** Several at once: the first in its reader's words, all of them in English. */
    static Reason all(List<Reason> faults) {
        var texts = faults.stream().map(Reason::text).collect(Collectors.joining("; "));
        return faults.get(0).saying(texts);
    }

    private void checkSlots(List<Reason> faults) {
        Map<String, Slot<?>> byName = new HashMap<>();
        spec.steps()
                .values()
                .forEach(
                        slots ->
                                slots.forEach(
                                        slot -> {
                                            var other = byName.put(slot.name(), slot);
                                            if (other != null && !other.equals(slot)) {
                                                faults.add(
                                                        Reason.of(
                                                                "slot-twice",
                                                                "two different slots are named '{name}'",
                                                                "name",
                                                                slot.name()));
                                            }
                                        }));
        byName.values()
                .forEach(
                        slot -> {
                            needsText(slot.ask(), faults);
                            needsText(slot.retry(), faults);
                        });
    }

    private void checkTools(List<Reason> faults) {
        var names = new HashSet<String>();
        for (Tool<?> tool : spec.tools()) {
            if (!TOOL_NAME.matcher(tool.name()).matches()) {
                faults.add(
                        Reason.of(
                                "tool-name",
                                "the tool name '{name}' is not lower case letters, digits and"
                                        + " underscores",
                                "name",
                                tool.name()));
            }
            if (!names.add(tool.name())) {
                faults.add(
                        Reason.of(
                                "tool-twice", "two tools are named '{name}'", "name", tool.name()));
            }
            if (tool.effect() == Tool.Effect.CHANGES) {
                needsText(tool.name() + ".confirm", faults);
            }
            checkSchema(tool, faults);
        }
    }

    private static void checkSchema(Tool<?> tool, List<Reason> faults) {
        try {
            ToolSchema.of(tool);
        } catch (IllegalArgumentException e) {
            faults.add(
                    Reason.of(
                            "tool-unusable",
                            "the tool '{name}': {cause}",
                            "name",
                            tool.name(),
                            "cause",
                            e.getMessage()));
        }
    }

    private void needsText(String key, List<Reason> faults) {
        if (!texts.has(key)) {
            faults.add(Reason.of("text-missing", "the text '{key}' is missing", "key", key));
            return;
        }
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            try {
                texts.get(locale, key);
            } catch (IllegalArgumentException e) {
                faults.add(
                        Reason.of(
                                "text-no-format",
                                "the text '{key}' is no message format: {cause}",
                                "key",
                                key,
                                "cause",
                                e.getMessage()));
            }
        }
    }
}
