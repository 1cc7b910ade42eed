package io.dragoman.api.skill.speech;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * Days of the week. A week begins on Monday: 下周五 and "next Friday" are the Friday of the week after
 * this one, 这周五 and "this Friday" that of this week, whether or not it is over.
 */
final class Weekdays {

    static final String CHINESE = "(下+|上+|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末1-6])(?![0-9])";
    static final String ENGLISH =
            "\\b(?:(next|this|last|past|coming)\\s+)?(mon|tues?|wed(?:nes)?|thurs?|thu|fri|satur"
                    + "|sat|sun)(?:day)?\\b(\\s+after next)?|\\b(next|this|last)?\\s*(weekend)\\b()";

    private static final List<String> NAMES =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private Weekdays() {}

    static Optional<LocalDate> chinese(MatchResult match, Days.From from) {
        int number = "一二三四五六".indexOf(match.group(2)) + 1;
        var day =
                switch (match.group(2)) {
                    case "日", "天" -> DayOfWeek.SUNDAY;
                    case "末" -> DayOfWeek.SATURDAY;
                    default -> DayOfWeek.of(number > 0 ? number : Integer.parseInt(match.group(2)));
                };
        var which = match.group(1);
        if (which == null) {
            return Optional.of(nearest(day, from));
        }
        int weeks =
                switch (which.charAt(0)) {
                    case '下' -> which.length();
                    case '上' -> -which.length();
                    default -> 0;
                };
        return Optional.of(ofWeek(day, from).plusWeeks(weeks));
    }

    static Optional<LocalDate> english(MatchResult match, Days.From from) {
        boolean weekend = match.group(5) != null;
        var which = weekend ? match.group(4) : match.group(1);
        var day = weekend ? DayOfWeek.SATURDAY : day(match.group(2));
        if (match.group(3) != null) {
            return Optional.of(ofWeek(day, from).plusWeeks(2));
        }
        if (which == null) {
            return Optional.of(nearest(day, from));
        }
        return Optional.of(
                switch (which.toLowerCase(Locale.ROOT)) {
                    case "next" -> ofWeek(day, from).plusWeeks(1);
                    case "last", "past" -> from.today().with(TemporalAdjusters.previous(day));
                    case "coming" -> from.today().with(TemporalAdjusters.next(day));
                    default -> ofWeek(day, from);
                });
    }

    private static DayOfWeek day(String name) {
        return DayOfWeek.of(NAMES.indexOf(name.toLowerCase(Locale.ROOT).substring(0, 3)) + 1);
    }

    private static LocalDate nearest(DayOfWeek day, Days.From from) {
        return from.pick(
                from.today().with(TemporalAdjusters.previousOrSame(day)),
                from.today().with(TemporalAdjusters.nextOrSame(day)));
    }

    private static LocalDate ofWeek(DayOfWeek day, Days.From from) {
        return from.today()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusDays(day.getValue() - 1L);
    }
}
