package io.dragoman.rest;

import io.dragoman.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reading lists page by page. */
public final class Pages {

    /** How often the store is asked for one page of an answer. */
    private static final int ROUNDS = 100;

    private Pages() {}

    /** Reads one page of the store. */
    public interface Reader<T> {
        Page<T> read(Optional<String> cursor, int limit);
    }

    /** Reads a page; a cursor that is none is the caller's mistake. */
    public static <T> Page<T> read(Reader<T> reader, Optional<String> cursor, int limit) {
        try {
            return reader.read(cursor, limit);
        } catch (IllegalArgumentException e) {
            throw Problem.of(Fault.BAD_CURSOR);
        }
    }

    /**
     * A page of what the store cannot filter itself. It may be a little shorter than asked for,
     * because it ends where a page of the store ends; the next one goes on from there.
     */
    public static <T> Page<T> matching(
            Reader<T> reader, Predicate<T> wanted, Optional<String> cursor, int limit) {
        var found = new ArrayList<T>();
        var from = cursor;
        int enough = Math.max(1, limit * 4 / 5);
        for (int round = 0; round < ROUNDS; round++) {
            var page = read(reader, from, limit - found.size());
            page.items().stream().filter(wanted).forEach(found::add);
            from = page.next();
            if (from.isEmpty() || found.size() >= enough) {
                break;
            }
        }
        return new Page<>(found, from);
    }

    /** The first items of a list, over several pages, for sums. */
    public static <T> List<T> upTo(int most, Reader<T> reader, Predicate<T> goOn) {
        var found = new ArrayList<T>();
        Optional<String> from = Optional.empty();
        do {
            var page = reader.read(from, Math.min(200, most - found.size()));
            for (var item : page.items()) {
                if (!goOn.test(item)) {
                    return found;
                }
                found.add(item);
            }
            from = page.next();
        } while (from.isPresent() && found.size() < most);
        return found;
    }
}
