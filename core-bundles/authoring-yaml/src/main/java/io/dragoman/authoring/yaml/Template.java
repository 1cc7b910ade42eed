package io.dragoman.authoring.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A text with holes: {@code {slots.order}}, {@code {answer.until|date}}. Braces that are no hole
 * are written twice. Immutable.
 */
record Template(List<Segment> segments) {

    Template {
        segments = List.copyOf(segments);
    }

    /** A stretch of a template. */
    sealed interface Segment {

        /** Text that stands as it is. */
        record Words(String text) implements Segment {}

        /** A value to be put in. */
        record Hole(List<String> path, List<Filter> filters) implements Segment {

            String fill(Scope scope) {
                var text = scope.find(path).map(Template::plain).orElse("");
                for (var filter : filters) {
                    text = filter.apply(text, scope);
                }
                return text;
            }
        }
    }

    /** How a value is written: numbers without exponent, structures not at all. */
    static String plain(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case java.util.Map<?, ?> map -> "";
            case List<?> list ->
                    String.join(
                            ", ",
                            list.stream().filter(i -> i != null).map(Template::plain).toList());
            default -> value.toString();
        };
    }

    /** The text, with what is put in made safe for where it stands. */
    String render(Scope scope, UnaryOperator<String> safe) {
        var text = new StringBuilder();
        for (var segment : segments) {
            switch (segment) {
                case Segment.Words words -> text.append(words.text());
                case Segment.Hole hole -> text.append(safe.apply(hole.fill(scope)));
            }
        }
        return text.toString();
    }

    /** The text for people. */
    String render(Scope scope) {
        return render(scope, UnaryOperator.identity());
    }

    /** A template of one hole without filters keeps the kind of its value; others are texts. */
    Object value(Scope scope) {
        if (segments.size() == 1
                && segments.get(0) instanceof Segment.Hole hole
                && hole.filters().isEmpty()) {
            return scope.find(hole.path()).orElse(null);
        }
        return render(scope);
    }

    /** What is put in. */
    Stream<Segment.Hole> holes() {
        return segments.stream()
                .filter(Segment.Hole.class::isInstance)
                .map(Segment.Hole.class::cast);
    }

    /** Collects the stretches of a template. */
    static final class Builder {
        private final List<Segment> segments = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();

        void add(char letter) {
            words.append(letter);
        }

        void add(Segment.Hole hole) {
            flush();
            segments.add(hole);
        }

        private void flush() {
            if (!words.isEmpty()) {
                segments.add(new Segment.Words(words.toString()));
                words.setLength(0);
            }
        }

        Template build() {
            flush();
            return new Template(segments);
        }
    }
}
