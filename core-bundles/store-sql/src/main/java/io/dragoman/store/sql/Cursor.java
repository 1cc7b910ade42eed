package io.dragoman.store.sql;

import io.dragoman.storage.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a list that is ordered by time and id, newest first, goes on. Rows that come or go between
 * two pages neither repeat nor hide others.
 */
record Cursor(long micros, String id) {

    /** Before the newest row. */
    static final Cursor START = new Cursor(Long.MAX_VALUE, "");

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Cursor decode(Optional<String> text) {
        return text.map(Cursor::decode).orElse(START);
    }

    private static Cursor decode(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int space = plain.indexOf(' ');
            return new Cursor(
                    Long.parseLong(plain.substring(0, space)), plain.substring(space + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The cursor is none that this list gave out: leave it out to start anew", e);
        }
    }

    /** An opaque text that is safe in URLs. */
    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((micros + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** A condition with {@code :cursorAt} and {@code :cursorId} on what comes after the cursor. */
    static String after(String at, String id) {
        return "(%1$s <= :cursorAt AND (%1$s < :cursorAt OR %2$s < :cursorId))".formatted(at, id);
    }

    /** Makes a page of rows that were fetched with one more than the limit. */
    static <T> Page<T> page(List<T> rows, int limit, Function<T, Cursor> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        var items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(position.apply(items.getLast()).encoded()));
    }
}
