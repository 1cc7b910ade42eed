package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Measures what a skill says and remembers, for a customer can read only so much. */
final class Volume {

    /** More than this a skill may neither say nor remember in one turn. */
    static final int MAX_CHARACTERS = 100_000;

    private Volume() {}

    static boolean isTooMuch(DialogueResult result) {
        var state = result.state();
        long all = ofParts(result.parts()) + of(state.slots()) + of(state.memory());
        return all + ofActions(state.options()) > MAX_CHARACTERS;
    }

    /** Whether a tree of maps, lists and texts is more than a program should have to read. */
    static boolean isTooMuch(Object tree) {
        return of(tree) > MAX_CHARACTERS;
    }

    private static long ofParts(List<Part> parts) {
        return parts.stream().mapToLong(Volume::of).sum();
    }

    private static long of(Part part) {
        return switch (part) {
            case Part.Text text -> length(text.text());
            case Part.Media media -> length(media.uri().toString()) + length(media.name());
            case Part.Card card ->
                    length(card.title())
                            + ofActions(card.actions())
                            + card.fields().stream()
                                    .mapToLong(f -> length(f.label()) + length(f.value()))
                                    .sum();
            case Part.Choices choices -> length(choices.prompt()) + ofActions(choices.options());
            case Part.Place place -> length(place.label());
        };
    }

    private static long ofActions(List<Part.Action> actions) {
        return actions.stream().mapToLong(a -> length(a.label()) + length(a.payload())).sum();
    }

    private static long of(Object tree) {
        return switch (tree) {
            case null -> 1;
            case String text -> length(text);
            case Map<?, ?> map ->
                    map.entrySet().stream().mapToLong(e -> of(e.getKey()) + of(e.getValue())).sum();
            case Collection<?> items -> items.stream().mapToLong(Volume::of).sum();
            default -> 1;
        };
    }

    /** Every part counts, so that a million empty ones are too much as well. */
    private static long length(String text) {
        return 1L + (text == null ? 0 : text.length());
    }
}
