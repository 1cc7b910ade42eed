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
        if (parts.size() == 1
                && parts.getFirst() instanceof Part.Text text
                && isLine(text.text())) {
            return text.text();
        }
        var words = parts.stream().map(PartTexts::words).collect(Collectors.joining(" "));
        return SPACE.matcher(words.strip()).replaceAll(" ");
    }

    /** Nearly every message is one already, and looking is cheaper than making it one. */
    private static boolean isLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == ' ' && before == ' ' || c > 0x7f && Character.isWhitespace(c)) {
                return false;
            }
            before = c;
        }
        return before != ' ';
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
