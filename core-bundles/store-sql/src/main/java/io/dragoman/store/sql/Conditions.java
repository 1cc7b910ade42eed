package io.dragoman.store.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** The WHERE of a list with optional filters. Not thread-safe. */
final class Conditions {

    private final List<String> terms = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    /** {@code column = value}, if there is a value. */
    Conditions equal(String column, Optional<?> value) {
        value.ifPresent(v -> bind(column + " = :" + name(), v));
        return this;
    }

    private void bind(String term, Object value) {
        values.put(name(), value);
        terms.add(term);
    }

    /** A term without values. */
    Conditions add(String term) {
        terms.add(term);
        return this;
    }

    /** A term with {@code <name>} in it for a list that is not empty. */
    Conditions in(String term, String name, List<String> list) {
        terms.add(term);
        lists.put(name, list);
        return this;
    }

    /** Any of the columns contains the text, whatever its case. */
    Conditions containing(Optional<String> text, String... columns) {
        text.filter(t -> !t.isBlank())
                .ifPresent(
                        t -> {
                            var name = name();
                            var either = new ArrayList<String>();
                            for (var column : columns) {
                                either.add("LOWER(" + column + ") LIKE :" + name + " ESCAPE '!'");
                            }
                            bind("(" + String.join(" OR ", either) + ")", Columns.containing(t));
                        });
        return this;
    }

    /**
     * A text to look for in a column, whatever its case.
     *
     * @param around the term in which the search stands, as a format with one {@code %s}
     */
    record Search(String text, String column, String around) {
        Search(String text, String column) {
            this(text, column, "%s");
        }
    }

    /** Any of the searches finds something; an empty text finds everything. */
    Conditions any(Search... searches) {
        var either = new ArrayList<String>();
        for (var search : searches) {
            var name = name();
            values.put(name, Columns.containing(search.text()));
            either.add(
                    search.around()
                            .formatted(
                                    "LOWER("
                                            + search.column()
                                            + ") LIKE :"
                                            + name
                                            + " ESCAPE '!'"));
        }
        terms.add("(" + String.join(" OR ", either) + ")");
        return this;
    }

    /** The column contains exactly this text. */
    Conditions containing(String column, String text) {
        bind(column + " LIKE :" + name() + " ESCAPE '!'", Columns.containingExactly(text));
        return this;
    }

    /** Only what comes after the cursor. */
    Conditions after(Cursor cursor, String at, String id) {
        terms.add(Cursor.after(at, id));
        values.put("cursorAt", cursor.micros());
        values.put("cursorId", cursor.id());
        return this;
    }

    private String name() {
        return "v" + values.size();
    }

    /** {@code WHERE …}, or nothing when there are no terms. */
    String where() {
        return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
    }

    Query bindTo(Query query) {
        query.bindMap(values);
        lists.forEach(query::bindList);
        return query;
    }
}
