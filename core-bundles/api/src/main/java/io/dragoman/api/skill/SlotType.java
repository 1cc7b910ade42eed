package io.dragoman.api.skill;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a kind of value is found in what people write, and kept between turns. Immutable.
 *
 * @param id shown in the console and in schemas: {@code text}, {@code number} …
 * @param find finds the value anywhere in a sentence; empty when it is not there
 * @param write the value as text that {@code read} understands
 * @param read the inverse of {@code write}
 */
public record SlotType<T>(
        String id,
        BiFunction<String, Locale, Optional<T>> find,
        Function<T, String> write,
        Function<String, T> read) {

    /** The whole answer, whatever it is. */
    public static SlotType<String> text() {
        return new SlotType<>(
                "text",
                (said, locale) -> Optional.of(said.strip()).filter(s -> !s.isEmpty()),
                value -> value,
                value -> value);
    }

    /** The first whole number in the answer that lies between two others, both included. */
    public static SlotType<Integer> number(int least, int most) {
        var digits = Pattern.compile("[0-9]{1,9}");
        return new SlotType<>(
                "number " + least + "-" + most,
                (said, locale) ->
                        digits.matcher(said)
                                .results()
                                .map(match -> Integer.valueOf(match.group()))
                                .filter(number -> number >= least && number <= most)
                                .findFirst(),
                String::valueOf,
                Integer::valueOf);
    }

    /** The first part of the answer that fits a regular expression, in upper case. */
    public static SlotType<String> matching(String id, String regex) {
        var pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        return new SlotType<>(
                id,
                (said, locale) ->
                        pattern.matcher(said)
                                .results()
                                .findFirst()
                                .map(m -> m.group().toUpperCase(Locale.ROOT)),
                value -> value,
                value -> value);
    }
}
