package io.dragoman.shop.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One object of a shop's files. Reading never fails: what is missing or of the wrong kind is noted
 * as a problem and replaced by something harmless.
 *
 * @param where names the record, for the reader of the problem
 */
record Row(Problems problems, String where, Map<?, ?> members) {

    static Row of(Problems problems, String where, Object value) {
        if (value instanceof Map<?, ?> members) {
            return new Row(problems, where, members);
        }
        problems.add(where, "must be an object {…}");
        return new Row(problems, where, Map.of());
    }

    String text(String name) {
        return find(name).orElseGet(() -> missing(name, "a text", ""));
    }

    Optional<String> find(String name) {
        return switch (members.get(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> Optional.of(missing(name, "a text", ""));
        };
    }

    private <T> T missing(String name, String wanted, T instead) {
        problems.add(
                where,
                members.containsKey(name)
                        ? "'" + name + "' must be " + wanted
                        : "'" + name + "' is missing; add " + wanted);
        return instead;
    }

    BigDecimal money(String name) {
        return switch (members.get(name)) {
            case BigDecimal amount -> amount;
            case Long whole -> BigDecimal.valueOf(whole);
            case String text -> decimal(name, text);
            case null, default -> missing(name, "an amount", BigDecimal.ZERO);
        };
    }

    private BigDecimal decimal(String name, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return missing(
                    name, "an amount such as \"12.50\", not '" + text + "'", BigDecimal.ZERO);
        }
    }

    Optional<Instant> time(String name) {
        return find(name).flatMap(text -> instant(name, text));
    }

    private Optional<Instant> instant(String name, String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return missing(
                    name,
                    "a time such as 2026-11-21T02:00:00Z, not '" + text + "'",
                    Optional.empty());
        }
    }

    boolean flag(String name) {
        return members.get(name) instanceof Boolean flag
                ? flag
                : missing(name, "true or false", false);
    }

    /** A member that may be absent. */
    Optional<Row> object(String name) {
        return Optional.ofNullable(members.get(name))
                .map(value -> of(problems, where + ", " + name, value));
    }

    /** A member that must be there. */
    Row need(String name) {
        return object(name)
                .orElseGet(() -> of(problems, where, missing(name, "an object {…}", Map.of())));
    }

    List<Row> rows(String name) {
        return list(name).stream().map(value -> of(problems, where + ", " + name, value)).toList();
    }

    List<String> texts(String name) {
        var values = list(name);
        if (!values.stream().allMatch(String.class::isInstance)) {
            return missing(name, "a list of texts", List.of());
        }
        return values.stream().map(Object::toString).toList();
    }

    private List<?> list(String name) {
        return members.get(name) instanceof List<?> values
                ? values
                : missing(name, "a list […]", List.of());
    }

    /** A text of members all of which are texts or numbers, in order. */
    Map<String, String> details(String... without) {
        var details = new LinkedHashMap<String, String>();
        members.forEach((name, value) -> details.put(name.toString(), Objects.toString(value)));
        for (String name : without) {
            details.remove(name);
        }
        return details;
    }
}
