package io.dragoman.api.skill;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * A day, and the hours of it if they were named: "后天下午" is a day from 12:00 to 18:00, "tomorrow at
 * 3 pm" a day from 15:00 with no end. In the site's time. Immutable.
 *
 * @param from when it begins; empty for the whole day
 * @param until when it ends; empty when only a moment or only the day was named
 */
public record When(LocalDate date, Optional<LocalTime> from, Optional<LocalTime> until) {

    /** The whole day. */
    public static When on(LocalDate date) {
        return new When(date, Optional.empty(), Optional.empty());
    }

    /** A moment of a day. */
    public static When at(LocalDate date, LocalTime time) {
        return new When(date, Optional.of(time), Optional.empty());
    }

    /** A part of a day. */
    public static When between(LocalDate date, LocalTime from, LocalTime until) {
        return new When(date, Optional.of(from), Optional.of(until));
    }

    /** ISO 8601 with a slash before the end: {@code 2026-11-28T12:00/18:00}. */
    @Override
    public String toString() {
        return date
                + from.map(time -> "T" + time).orElse("")
                + until.map(time -> "/" + time).orElse("");
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws java.time.format.DateTimeParseException when it is something else
     */
    public static When parse(String text) {
        var ends = text.split("/", 2);
        var begins = ends[0].split("T", 2);
        return new When(
                LocalDate.parse(begins[0]),
                Optional.of(begins).filter(b -> b.length > 1).map(b -> LocalTime.parse(b[1])),
                Optional.of(ends).filter(e -> e.length > 1).map(e -> LocalTime.parse(e[1])));
    }
}
