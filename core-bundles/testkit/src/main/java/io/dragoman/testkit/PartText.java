package io.dragoman.testkit;

import io.dragoman.api.message.Part;
import java.util.stream.Stream;

/** What a customer reads of a part, and the buttons on it. */
final class PartText {

    private PartText() {}

    static String words(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Card card -> {
                var lines = new StringBuilder(card.title());
                card.fields()
                        .forEach(
                                f ->
                                        lines.append('\n')
                                                .append(f.label())
                                                .append(": ")
                                                .append(f.value()));
                card.actions().forEach(a -> lines.append("\n[").append(a.label()).append(']'));
                yield lines.toString();
            }
            case Part.Choices choices -> {
                var lines = new StringBuilder(choices.prompt());
                choices.options().forEach(o -> lines.append("\n[").append(o.label()).append(']'));
                yield lines.toString();
            }
            case Part.Media media -> media.name();
            case Part.Place place -> place.label();
        };
    }

    static Stream<Part.Action> actions(Part part) {
        return switch (part) {
            case Part.Card card -> card.actions().stream();
            case Part.Choices choices -> choices.options().stream();
            case Part.Text text -> Stream.empty();
            case Part.Media media -> Stream.empty();
            case Part.Place place -> Stream.empty();
        };
    }
}
