package io.dragoman.rest;

import io.dragoman.rest.Problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a JSON object field by field and collects what is wrong with it, so that a caller learns of
 * everything at once: read all fields, then {@link #check}, then use them. What could not be read
 * is a harmless default until then. Unknown fields are ignored; {@code null} counts as absent. Used
 * by one thread.
 */
public final class Body {

    private final Map<?, ?> fields;
    private final String path;
    private final List<FieldError> errors;

    private Body(Map<?, ?> fields, String path, List<FieldError> errors) {
        this.fields = fields;
        this.path = path;
        this.errors = errors;
    }

    static Body of(Object tree) {
        if (tree instanceof Map<?, ?> fields) {
            return new Body(fields, "", new ArrayList<>());
        }
        throw Problem.invalid("", "no-object");
    }

    /** Refuses the body if anything in it is wrong. */
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** Notes that something is wrong with a field. */
    public void wrong(String name, String key, Object... arguments) {
        errors.add(new FieldError(path + name, key, List.of(arguments)));
    }

    /** Whether a field was sent. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** The value as it is. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** A text that has to be there. */
    public String text(String name, int longest) {
        var text = optionalText(name, longest);
        if (!has(name)) {
            wrong(name, "required");
        } else if (text.filter(String::isBlank).isPresent()) {
            wrong(name, "blank");
        }
        return text.orElse("");
    }

    /** A text that may be missing; it may be empty. */
    public Optional<String> optionalText(String name, int longest) {
        var value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            wrong(name, "no-text");
            return Optional.empty();
        }
        if (text.length() > longest) {
            wrong(name, "too-long", longest);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A text of a certain form. */
    public String text(String name, Pattern form) {
        var text = text(name, 1_000);
        if (!text.isEmpty() && !form.matcher(text).matches()) {
            wrong(name, "pattern", form.pattern());
        }
        return text;
    }

    /** One of some words. */
    public Optional<String> oneOf(String name, List<String> words) {
        var text = optionalText(name, 100);
        if (text.isPresent() && !words.contains(text.get())) {
            wrong(name, "one-of", String.join(", ", words));
            return Optional.empty();
        }
        return text;
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag(String name) {
        var value = fields.get(name);
        if (value instanceof Boolean flag) {
            return Optional.of(flag);
        }
        if (value != null) {
            wrong(name, "no-boolean");
        }
        return Optional.empty();
    }

    /** A whole number within bounds. */
    public Optional<Long> integer(String name, long least, long most) {
        var value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Long number)) {
            wrong(name, "no-integer");
            return Optional.empty();
        }
        if (number < least || number > most) {
            wrong(name, "range", least, most);
            return Optional.empty();
        }
        return Optional.of(number);
    }

    /** A number within bounds. */
    public Optional<Double> number(String name, double least, double most) {
        var value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Number number)) {
            wrong(name, "no-number");
            return Optional.empty();
        }
        double plain = number.doubleValue();
        if (plain < least || plain > most) {
            wrong(name, "range", least, most);
            return Optional.empty();
        }
        return Optional.of(plain);
    }

    /** A decimal written as a text or a number. */
    public Optional<BigDecimal> decimal(String name) {
        var value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(value.toString()));
        } catch (NumberFormatException e) {
            wrong(name, "no-number");
            return Optional.empty();
        }
    }

    /** A time, as RFC 3339 has it. */
    public Optional<Instant> instant(String name) {
        try {
            return optionalText(name, 50).map(text -> Query.instant(path + name, text));
        } catch (Problem e) {
            errors.addAll(e.errors());
            return Optional.empty();
        }
    }

    /** A list of texts that are not blank, without repeats. */
    public Optional<List<String>> texts(String name, int most, int longest) {
        var value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> items)) {
            wrong(name, "no-list");
            return Optional.empty();
        }
        if (items.size() > most) {
            wrong(name, "too-many", most);
            return Optional.empty();
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof String text
                    && !text.isBlank()
                    && text.strip().length() <= longest) {
                texts.add(text.strip());
            } else {
                wrong(name + "/" + i, "item", longest);
            }
        }
        return Optional.of(texts.stream().distinct().toList());
    }

    /** An object within this one. */
    public Optional<Body> object(String name) {
        var value = fields.get(name);
        if (value instanceof Map<?, ?> inner) {
            return Optional.of(new Body(inner, path + name + "/", errors));
        }
        if (value != null) {
            wrong(name, "no-object");
        }
        return Optional.empty();
    }

    /** A list of objects. */
    public List<Body> objects(String name, int most) {
        var value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items) || items.size() > most) {
            wrong(name, "too-many", most);
            return List.of();
        }
        var bodies = new ArrayList<Body>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?> inner) {
                bodies.add(new Body(inner, path + name + "/" + i + "/", errors));
            } else {
                wrong(name + "/" + i, "no-object");
            }
        }
        return bodies;
    }

    /** All of it. */
    public Map<String, Object> all() {
        var all = new LinkedHashMap<String, Object>();
        fields.forEach((name, value) -> all.put(String.valueOf(name), value));
        return all;
    }
}
