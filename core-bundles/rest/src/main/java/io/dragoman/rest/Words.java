package io.dragoman.rest;

import io.dragoman.api.message.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All words of a message, a line for each, for whoever reads only words. */
final class Words {

    private Words() {}

    static String of(List<Part> parts) {
        return parts.stream().map(Words::of).collect(Collectors.joining("\n"));
    }

    private static String of(Part part) {
        var lines = new ArrayList<String>();
        switch (part) {
            case Part.Text text -> lines.add(text.text());
            case Part.Media media -> lines.add(media.name() + " <" + media.uri() + ">");
            case Part.Card card -> {
                lines.add(card.title());
                card.fields().forEach(field -> lines.add(field.label() + ": " + field.value()));
                card.actions().forEach(action -> lines.add("[" + action.label() + "]"));
            }
            case Part.Choices choices -> {
                lines.add(choices.prompt());
                choices.options().forEach(option -> lines.add("[" + option.label() + "]"));
            }
            case Part.Place place ->
                    lines.add(place.label() + " " + place.latitude() + "," + place.longitude());
        }
        return String.join("\n", lines);
    }
}
