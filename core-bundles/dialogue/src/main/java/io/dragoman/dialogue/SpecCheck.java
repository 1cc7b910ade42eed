package io.dragoman.dialogue;

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

/** Looks for what would only show in the middle of a conversation, while a skill is installed. */
record SpecCheck(SkillSpec spec, Texts texts) {

    private static final Pattern TOOL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** What is wrong, in words for the skill's author; empty when nothing is. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        texts.incomplete()
                .forEach(key -> faults.add("the text '" + key + "' is missing in one language"));
        needsText("title", faults);
        needsText("purpose", faults);
        checkSlots(faults);
        checkTools(faults);
        return faults;
    }

    private void checkSlots(List<String> faults) {
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
                                                        "two different slots are named '"
                                                                + slot.name()
                                                                + "'");
                                            }
                                        }));
        byName.values()
                .forEach(
                        slot -> {
                            needsText(slot.ask(), faults);
                            needsText(slot.retry(), faults);
                        });
    }

    private void checkTools(List<String> faults) {
        var names = new HashSet<String>();
        for (Tool<?> tool : spec.tools()) {
            if (!TOOL_NAME.matcher(tool.name()).matches()) {
                faults.add(
                        "the tool name '"
                                + tool.name()
                                + "' is not lower case letters, digits and underscores");
            }
            if (!names.add(tool.name())) {
                faults.add("two tools are named '" + tool.name() + "'");
            }
            if (tool.effect() == Tool.Effect.CHANGES) {
                needsText(tool.name() + ".confirm", faults);
            }
            try {
                ToolSchema.of(tool);
            } catch (IllegalArgumentException e) {
                faults.add("the tool '" + tool.name() + "': " + e.getMessage());
            }
        }
    }

    private void needsText(String key, List<String> faults) {
        if (!texts.has(key)) {
            faults.add("the text '" + key + "' is missing");
            return;
        }
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            try {
                texts.get(locale, key);
            } catch (IllegalArgumentException e) {
                faults.add("the text '" + key + "' is no message format: " + e.getMessage());
            }
        }
    }
}
