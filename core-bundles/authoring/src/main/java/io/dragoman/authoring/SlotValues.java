package io.dragoman.authoring;

import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Said;
import io.dragoman.api.skill.Slot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Values of slots as files deal with them: numbers and truth values as such, everything else as the
 * text that the core keeps.
 */
public final class SlotValues {

    private SlotValues() {}

    /** Those that are filled in a dialogue, by name. */
    public static Map<String, Object> of(Map<String, FileSlot> slots, Dialogue dialogue) {
        var values = new LinkedHashMap<String, Object>();
        slots.forEach(
                (name, slot) ->
                        filled(slot.slot(), dialogue).ifPresent(value -> values.put(name, value)));
        return values;
    }

    private static <T> Optional<Object> filled(Slot<T> slot, Dialogue dialogue) {
        return dialogue.find(slot).map(value -> plain(slot, value));
    }

    private static <T> Object plain(Slot<T> slot, T value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case Boolean flag -> flag;
            default -> slot.type().write().apply(value);
        };
    }

    /**
     * What another program gave, read as a customer's words would be.
     *
     * @throws IllegalArgumentException naming the value that will not do
     */
    public static Map<String, Object> given(
            Map<String, FileSlot> slots, Map<String, Object> given, Instant now, ZoneId zone) {
        var values = new LinkedHashMap<String, Object>();
        slots.forEach(
                (name, slot) -> {
                    var value = given.get(name);
                    var said = new Said(String.valueOf(value), Locale.ENGLISH, now, zone);
                    values.put(
                            name,
                            Optional.ofNullable(value)
                                    .flatMap(there -> read(slot.slot(), said))
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "'"
                                                                    + name
                                                                    + "' must be: "
                                                                    + slot.means())));
                });
        return values;
    }

    private static <T> Optional<Object> read(Slot<T> slot, Said said) {
        var found = slot.type().find().find(said);
        if (found.isPresent() || slot.type().options().isEmpty()) {
            return found.map(value -> plain(slot, value));
        }
        try {
            return Optional.of(plain(slot, slot.type().read().apply(said.text())));
        } catch (RuntimeException noneOfTheOptions) {
            return Optional.empty();
        }
    }
}
