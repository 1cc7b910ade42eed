package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import java.util.List;

/**
 * Cuts what a stage wants to say to what a conversation can bear: a skill that says too much must
 * not be able to keep the log from taking the answer.
 */
final class BoundedParts {

    private static final int MOST_PARTS = 20;
    private static final int MOST_FIELDS = 50;
    private static final int MOST_ACTIONS = 20;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_PAYLOAD = 2_000;

    private BoundedParts() {}

    static List<Part> of(List<Part> parts) {
        return parts.stream().limit(MOST_PARTS).map(BoundedParts::bounded).toList();
    }

    private static Part bounded(Part part) {
        return switch (part) {
            case Part.Text text -> Part.text(cut(text.text(), LONGEST_TEXT));
            case Part.Card card ->
                    new Part.Card(
                            cut(card.title(), LONGEST_LINE),
                            card.fields().stream()
                                    .limit(MOST_FIELDS)
                                    .map(BoundedParts::field)
                                    .toList(),
                            actions(card.actions()));
            case Part.Choices choices -> choices(cut(choices.prompt(), LONGEST_TEXT), choices);
            case Part.Place place ->
                    new Part.Place(
                            place.latitude(), place.longitude(), cut(place.label(), LONGEST_LINE));
            // A link cannot be cut: half of it leads nowhere.
            case Part.Media media when media.uri().toString().length() > LONGEST_TEXT ->
                    Part.text(cut(media.name(), LONGEST_LINE));
            case Part.Media media ->
                    new Part.Media(
                            media.uri(),
                            cut(media.mimeType(), LONGEST_LINE),
                            cut(media.name(), LONGEST_LINE),
                            media.size());
        };
    }

    /** A question with nothing left to choose from is just a question. */
    private static Part choices(String prompt, Part.Choices choices) {
        var options = actions(choices.options());
        return options.isEmpty() ? Part.text(prompt) : new Part.Choices(prompt, options);
    }

    private static Part.Card.Field field(Part.Card.Field field) {
        return new Part.Card.Field(
                cut(field.label(), LONGEST_LINE), cut(field.value(), LONGEST_LINE));
    }

    private static List<Part.Action> actions(List<Part.Action> actions) {
        return actions.stream()
                .filter(action -> action.payload().length() <= LONGEST_PAYLOAD)
                .limit(MOST_ACTIONS)
                .map(action -> new Part.Action(cut(action.label(), LONGEST_LINE), action.payload()))
                .toList();
    }

    /** The beginning of a text, never with half a character at its end. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + "…";
    }
}
