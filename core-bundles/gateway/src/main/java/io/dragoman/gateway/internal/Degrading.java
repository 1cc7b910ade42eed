package io.dragoman.gateway.internal;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.message.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes of a message what a channel can show: cards and choices become text with numbered options,
 * media and places become a line with a link, and long texts are cut between sentences. Nothing is
 * dropped.
 */
final class Degrading {

    private final Capabilities can;

    Degrading(Capabilities can) {
        this.can = can;
    }

    /** The messages to send, in order, each a list of parts that the channel shows. */
    List<List<Part>> messages(List<Part> parts) {
        var out = new ArrayList<List<Part>>();
        var text = new StringBuilder();
        for (var part : parts) {
            if (part.kind() == Part.Kind.TEXT || !shown(part)) {
                if (!text.isEmpty()) {
                    text.append("\n\n");
                }
                text.append(asText(part));
            } else {
                flush(text, out);
                out.add(List.of(part));
            }
        }
        flush(text, out);
        return out;
    }

    private boolean shown(Part part) {
        return can.shows().contains(part.kind())
                && switch (part) {
                    case Part.Card card -> card.actions().size() <= can.maxActions();
                    case Part.Choices choices -> choices.options().size() <= can.maxActions();
                    default -> true;
                };
    }

    private void flush(StringBuilder text, List<List<Part>> out) {
        if (!text.isEmpty()) {
            pieces(text.toString()).forEach(piece -> out.add(List.of(Part.text(piece))));
            text.setLength(0);
        }
    }

    static String asText(Part part) {
        return switch (part) {
            case Part.Text said -> said.text();
            case Part.Media media ->
                    media.name().isBlank()
                            ? media.uri().toString()
                            : media.name() + ": " + media.uri();
            case Part.Place place ->
                    place.label() + " (" + place.latitude() + ", " + place.longitude() + ")";
            case Part.Choices choices -> choices.prompt() + numbered(choices.options());
            case Part.Card card ->
                    card.title()
                            + card.fields().stream()
                                    .map(field -> "\n" + field.label() + ": " + field.value())
                                    .collect(Collectors.joining())
                            + numbered(card.actions());
        };
    }

    private static String numbered(List<Part.Action> options) {
        var out = new StringBuilder();
        for (int i = 0; i < options.size(); i++) {
            out.append('\n').append(i + 1).append(". ").append(options.get(i).label());
        }
        return out.toString();
    }

    /**
     * Cuts a text into pieces that fit, at the last line break, sentence end or space, and never
     * inside a character.
     */
    List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var rest = text;
        while (rest.length() > can.maxTextLength()) {
            int cut = cut(rest, can.maxTextLength());
            pieces.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int cut(String text, int limit) {
        for (var ends : List.of("\n", "。！？.!?", "，；,; ")) {
            for (int i = limit - 1; i > limit / 2; i--) {
                if (ends.indexOf(text.charAt(i)) >= 0) {
                    return i + 1;
                }
            }
        }
        return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }
}
