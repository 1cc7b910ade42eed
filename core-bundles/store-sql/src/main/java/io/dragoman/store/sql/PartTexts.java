package io.dragoman.store.sql;

import io.dragoman.api.message.Part;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a message, for lists and for searching. */
final class PartTexts {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private PartTexts() {}

    /** All parts on one line. */
    static String line(List<Part> parts) {
        var words = parts.stream().map(PartTexts::words).collect(Collectors.joining(" "));
        return SPACE.matcher(words.strip()).replaceAll(" ");
    }

    private static String words(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Media media -> media.name();
            case Part.Card card -> card.title() + fields(card);
            case Part.Choices choices -> choices.prompt();
            case Part.Place place -> place.label();
        };
    }

    private static String fields(Part.Card card) {
        return card.fields().stream()
                .map(field -> " " + field.label() + " " + field.value())
                .collect(Collectors.joining());
    }
}
