package io.dragoman.api.skill.speech;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A day and its hours: "后天下午", "明天三点半", "tomorrow at 3 pm", "Friday evening". */
public final class Hours {

    private static final List<Part> PARTS =
            List.of(
                    part("凌晨|early hours", 0, 6),
                    part("清晨|大早|一早", 6, 9),
                    part("上午|早上|早晨|[今明]早|\\bmorning\\b", 6, 12),
                    part("中午|正午|\\bnoon\\b|\\bmidday\\b|\\blunchtime\\b", 11, 13),
                    part("下午|午后|\\bafternoon\\b", 12, 18),
                    part("傍晚|\\blate afternoon\\b", 17, 19),
                    part("晚上|[今明昨]晚|夜里|晚间|\\bevening\\b|\\btonight\\b|\\bnight\\b", 18, 23));

    private static final String N = "([0-9]{1,2}|[一二两三四五六七八九十]{1,3})";
    private static final Pattern CHINESE =
            Pattern.compile(
                    N
                            + "(?:点钟|点整|点(?![儿点也都])|时(?!候|间)|[:：](?=[0-9]{2}))"
                            + "(半|一刻|三刻|[0-9]{1,2}|[一二三四五六七八九十]{1,3})?");
    private static final Pattern ENGLISH =
            Pattern.compile(
                    "\\b([0-9]{1,2})(?::([0-9]{2}))?\\s*(am|pm|a\\.m\\.|p\\.m\\.|o'clock)"
                            + "|\\b([01]?[0-9]|2[0-3]):([0-5][0-9])()",
                    Pattern.CASE_INSENSITIVE);
    private static final String HOUR =
            "([0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b";
    private static final Pattern SPOKEN =
            Pattern.compile(
                    "\\b(half past|(?:a )?quarter past|(?:a )?quarter to|at)\\s+"
                            + HOUR
                            + "(?!\\s*(?:am|pm|a\\.m|p\\.m|:|%|/|-|\\.))",
                    Pattern.CASE_INSENSITIVE);

    private Hours() {}

    /** A day, and from when until when. */
    public record Span(LocalDate date, Optional<LocalTime> from, Optional<LocalTime> until) {}

    private record Part(Pattern name, LocalTime from, LocalTime until) {
        boolean later() {
            return from.getHour() >= 11;
        }
    }

    private static Part part(String names, int from, int until) {
        return new Part(
                Pattern.compile(names, Pattern.CASE_INSENSITIVE),
                LocalTime.of(from, 0),
                LocalTime.of(until, 0));
    }

    /** The day and hours of a sentence; hours without a day are the next such hours. */
    public static Optional<Span> find(String said, LocalDateTime now) {
        var text = Numerals.plain(said);
        var day = Days.ahead(text, now.toLocalDate());
        var part = PARTS.stream().filter(p -> p.name().matcher(text).find()).findFirst();
        var time = time(text, part.filter(Part::later).isPresent());
        if (time.isPresent()) {
            return Optional.of(
                    new Span(day(day, time.get(), now), time, Optional.<LocalTime>empty()));
        }
        return part.map(
                        p ->
                                new Span(
                                        day(day, p.until(), now),
                                        Optional.of(p.from()),
                                        Optional.of(p.until())))
                .or(() -> day.map(d -> new Span(d, Optional.empty(), Optional.empty())));
    }

    private static LocalDate day(Optional<LocalDate> named, LocalTime end, LocalDateTime now) {
        return named.orElseGet(
                () ->
                        now.toLocalTime().isAfter(end)
                                ? now.toLocalDate().plusDays(1)
                                : now.toLocalDate());
    }

    private static Optional<LocalTime> time(String text, boolean later) {
        return first(ENGLISH, text)
                .flatMap(match -> english(match, later))
                .or(() -> first(CHINESE, text).flatMap(match -> chinese(match, later)))
                .or(() -> first(SPOKEN, text).flatMap(match -> spoken(match, later)));
    }

    private static Optional<MatchResult> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst();
    }

    private static Optional<LocalTime> english(MatchResult match, boolean later) {
        if (match.group(4) != null) {
            return of(Integer.parseInt(match.group(4)), Integer.parseInt(match.group(5)), later);
        }
        int hour = Integer.parseInt(match.group(1));
        int minute = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
        var half = match.group(3).toLowerCase(Locale.ROOT);
        if (half.startsWith("o")) {
            return of(hour, minute, later);
        }
        boolean twelve = hour == 12;
        boolean pm = half.startsWith("p");
        return hour > 12
                ? Optional.empty()
                : of((twelve ? 0 : hour) + (pm ? 12 : 0), minute, false);
    }

    private static Optional<LocalTime> chinese(MatchResult match, boolean later) {
        var hour = Numerals.small(match.group(1));
        var rest = match.group(2);
        int minute =
                switch (rest) {
                    case null -> 0;
                    case "半" -> 30;
                    case "一刻" -> 15;
                    case "三刻" -> 45;
                    default -> Numerals.small(rest).orElse(60);
                };
        return hour.flatMap(h -> of(h, minute, later));
    }

    private static Optional<LocalTime> spoken(MatchResult match, boolean later) {
        var how = match.group(1).toLowerCase(Locale.ROOT);
        return Numerals.small(match.group(2))
                .flatMap(
                        hour ->
                                switch (how) {
                                    case "half past" -> of(hour, 30, later);
                                    case "at" -> of(hour, 0, later);
                                    default ->
                                            how.endsWith("to")
                                                    ? of(hour - 1, 45, later)
                                                    : of(hour, 15, later);
                                });
    }

    /** An hour of the afternoon or evening is named by the clock's twelve. */
    private static Optional<LocalTime> of(int hour, int minute, boolean later) {
        int full = later && hour >= 1 && hour < 12 ? hour + 12 : hour;
        return full < 0 || full > 23 || minute > 59
                ? Optional.empty()
                : Optional.of(LocalTime.of(full, minute));
    }
}
