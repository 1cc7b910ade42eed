package io.dragoman.api.message;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One piece of a message. The set is closed on purpose: a channel that cannot show a kind gets it
 * degraded by the core (see {@code Capabilities}), so a new kind is a decision for all channels.
 * Immutable.
 */
public sealed interface Part {

    /** The kind of this part, as named on the wire. */
    Kind kind();

    /** The kinds of parts; the lower-case name is the {@code type} on the wire. */
    enum Kind {
        TEXT,
        MEDIA,
        CARD,
        CHOICES,
        PLACE
    }

    /** Plain text; {@code \n} separates lines. */
    record Text(String text) implements Part {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /**
     * A picture, sound, film or file.
     *
     * @param uri where it can be fetched
     * @param mimeType its media type, for example {@code image/png}
     * @param name the file's name, for people
     * @param size in bytes; 0 when unknown
     */
    record Media(URI uri, String mimeType, String name, long size) implements Part {
        @Override
        public Kind kind() {
            return Kind.MEDIA;
        }
    }

    /** A titled block of facts and buttons: an order, a parcel, an article. */
    record Card(String title, List<Field> fields, List<Action> actions) implements Part {
        public Card {
            fields = List.copyOf(fields);
            actions = List.copyOf(actions);
        }

        /** One line of a card. */
        public record Field(String label, String value) {}

        @Override
        public Kind kind() {
            return Kind.CARD;
        }
    }

    /** A question with a closed set of answers; degrades to a numbered list. */
    record Choices(String prompt, List<Action> options) implements Part {
        public Choices {
            options = List.copyOf(options);
        }

        @Override
        public Kind kind() {
            return Kind.CHOICES;
        }
    }

    /** A point on the map, in WGS 84 degrees. */
    record Place(double latitude, double longitude, String label) implements Part {
        @Override
        public Kind kind() {
            return Kind.PLACE;
        }
    }

    /** What a button says, and what it sends back when it is pressed. */
    record Action(String label, String payload) {}

    /** A text part. */
    static Part text(String text) {
        return new Text(text);
    }

    /** The text of the first text part, for whoever only reads words. */
    static Optional<String> firstText(List<Part> parts) {
        return parts.stream()
                .filter(Text.class::isInstance)
                .map(part -> ((Text) part).text())
                .findFirst();
    }
}
