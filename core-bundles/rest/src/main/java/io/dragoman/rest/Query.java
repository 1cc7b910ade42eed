package io.dragoman.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query parameters of a call; a parameter without a value counts as absent. Immutable. */
public final class Query {

    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;
    private static final int LONGEST = 500;

    private final Map<String, List<String>> parameters;

    Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** A text. */
    public Optional<String> text(String name) {
        var text =
                parameters.getOrDefault(name, List.of()).stream()
                        .findFirst()
                        .map(String::strip)
                        .filter(value -> !value.isEmpty());
        if (text.filter(value -> value.length() > LONGEST).isPresent()) {
            throw Problem.invalid(name, "too-long", LONGEST);
        }
        return text;
    }

    /** Values separated by commas. */
    public List<String> list(String name) {
        return text(name)
                .map(
                        all ->
                                Arrays.stream(all.split(","))
                                        .map(String::strip)
                                        .filter(one -> !one.isEmpty())
                                        .toList())
                .orElse(List.of());
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        return text(name)
                .map(
                        value ->
                                switch (value) {
                                    case "true" -> true;
                                    case "false" -> false;
                                    default -> throw Problem.invalid(name, "no-boolean");
                                });
    }

    /** A whole number, not below a bound. */
    public Optional<Long> number(String name, long least) {
        return text(name)
                .map(
                        value -> {
                            try {
                                long number = Long.parseLong(value);
                                if (number >= least) {
                                    return number;
                                }
                            } catch (NumberFormatException e) {
                                throw Problem.invalid(name, "no-integer");
                            }
                            throw Problem.invalid(name, "too-small", least);
                        });
    }

    /** A time, as RFC 3339 has it. */
    public Optional<Instant> instant(String name) {
        return text(name).map(value -> Query.instant(name, value));
    }

    static Instant instant(String name, String value) {
        try {
            // A plus sign in a query is often left unescaped and arrives as a space.
            return OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid(name, "no-time");
        }
    }

    /** Where the page begins. */
    public Optional<String> cursor() {
        return text("cursor");
    }

    /**
     * How many items a page has: what was asked for.
     *
     * @throws Problem when that is not within 1 and 200
     */
    public int limit() {
        return limit(USUAL_LIMIT);
    }

    /** The same with another number for when nothing was asked for. */
    public int limit(int usual) {
        var asked = text("limit");
        if (asked.isEmpty()) {
            return usual;
        }
        try {
            long limit = Long.parseLong(asked.get());
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return (int) limit;
            }
        } catch (NumberFormatException e) {
            throw Problem.invalid("limit", "no-integer");
        }
        throw Problem.invalid("limit", "range", 1, LARGEST_LIMIT);
    }
}
