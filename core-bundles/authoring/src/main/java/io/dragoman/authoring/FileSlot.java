package io.dragoman.authoring;

import io.dragoman.api.shop.LocalText;
import io.dragoman.api.skill.Slot;
import java.util.Map;

/**
 * A slot that a file declares. Immutable.
 *
 * @param slot as the core fills it
 * @param ask the question
 * @param retry the question after an answer that was none
 * @param means what it is, in English, for whoever calls a tool
 * @param schema JSON Schema of its value
 */
public record FileSlot(
        Slot<?> slot, LocalText ask, LocalText retry, String means, Map<String, Object> schema) {

    static FileSlot read(String name, Source source) {
        var type = SlotKinds.read(source);
        var ask = Words.read(source.need("ask"));
        return new FileSlot(
                Slot.slot(name, type.type()),
                ask,
                source.find("retry").map(Words::read).orElse(ask),
                source.find("means").map(Source::text).orElse(name),
                type.schema());
    }
}
