package io.dragoman.api.skill.speech;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Days as people name them, as seen from a day: "明天", "下周五", "12月3号", "next Friday", "in two
 * weeks". Names that more than one day could have mean the next such day, or the last one.
 */
public final class Days {

    private static final String N = "([0-9]{1,4}|[一二两俩三四五六七八九十百]{1,4})";
    private static final String EN_N =
            "([0-9]{1,4}|an?(?: couple(?: of)?)?|one|two|three|four|five|six|seven|eight|nine|ten"
                    + "|eleven|twelve|fourteen|fifteen|twenty|thirty)";
    private static final String EN_UNIT = "(day|week|fortnight|month|year)s?";

    /** More telling names first. */
    private static final List<Rule> RULES =
            List.of(
                    rule(
                            "(?<![0-9])([0-9]{4})[-/.年]\\s*([0-9]{1,2})[-/.月]\\s*([0-9]{1,2})",
                            Days::full),
                    rule("([二][零〇一二三四五六七八九]{3})年" + N + "月" + N, Days::full),
                    rule(N + "\\s*(天|日|个?星期|个?礼拜|周|个月|年)(?:之|以)?(后|前)", Days::chineseShift),
                    rule("(半)(个月)(?:之|以)?(后|前)", Days::chineseShift),
                    rule("再?过" + N + "(天|个?星期|个?礼拜|周|个月|年)()", Days::chineseShift),
                    rule(
                            "\\b(?:in|after)\\s+" + EN_N + "\\s+" + EN_UNIT + "()\\b",
                            Days::englishShift),
                    rule(
                            "\\b"
                                    + EN_N
                                    + "\\s+"
                                    + EN_UNIT
                                    + "\\s+(ago|from (?:now|today)|later)\\b",
                            Days::englishShift),
                    rule("\\b(a|one|two)\\s+(week)s?\\s+from\\s+(.+)", Days::weeksFrom),
                    rule("大后天|大前天|后天|前天|明[天日早晚儿]|昨[天日晚儿]|今[天日早晚儿]|当天", Days::chineseName),
                    rule(
                            "\\b(?:(?:the )?day after tomorrow|(?:the )?day before yesterday|tomorrow"
                                    + "|tmrw|tmr|yesterday|today|tonight)\\b",
                            Days::englishName),
                    rule(MonthDays.CHINESE, MonthDays::chinese),
                    rule(MonthDays.CHINESE_END, MonthDays::end),
                    rule(MonthDays.MONTH_FIRST, MonthDays::monthFirst),
                    rule(MonthDays.DAY_FIRST, MonthDays::dayFirst),
                    rule(MonthDays.SLASHED, MonthDays::slashed),
                    rule(MonthDays.ENGLISH_END, MonthDays::end),
                    rule(Weekdays.CHINESE, Weekdays::chinese),
                    rule(Weekdays.ENGLISH, Weekdays::english),
                    rule(MonthDays.FEAST, MonthDays::feast),
                    rule(MonthDays.DAY_ALONE, MonthDays::dayAlone));

    private Days() {}

    /** Where the days are counted from, and in which direction an open name is meant. */
    record From(LocalDate today, boolean ahead) {

        /** Of the days that a name could mean, the one in the right direction. */
        LocalDate pick(LocalDate earlier, LocalDate later) {
            return ahead ? later : earlier;
        }
    }

    private interface Reading {
        Optional<LocalDate> of(MatchResult match, From from);
    }

    private record Rule(Pattern pattern, Reading reading) {}

    private static Rule rule(String pattern, Reading reading) {
        return new Rule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), reading);
    }

    /** The day of a sentence; where it is left open, today or later. */
    public static Optional<LocalDate> ahead(String said, LocalDate today) {
        return find(said, new From(today, true));
    }

    /** The day of a sentence; where it is left open, today or earlier. */
    public static Optional<LocalDate> back(String said, LocalDate today) {
        return find(said, new From(today, false));
    }

    private static Optional<LocalDate> find(String said, From from) {
        var text = Numerals.plain(said);
        for (var rule : RULES) {
            var found =
                    rule.pattern()
                            .matcher(text)
                            .results()
                            .map(match -> read(rule, match, from))
                            .flatMap(Optional::stream)
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The 30th of February is no day, whoever names it. */
    private static Optional<LocalDate> read(Rule rule, MatchResult match, From from) {
        try {
            return rule.reading().of(match, from);
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> full(MatchResult match, From from) {
        return Optional.of(
                LocalDate.of(
                        number(match.group(1)), number(match.group(2)), number(match.group(3))));
    }

    private static Optional<LocalDate> chineseShift(MatchResult match, From from) {
        int sign = match.group(3).equals("前") ? -1 : 1;
        if (match.group(1).equals("半")) {
            return Optional.of(from.today().plusDays(15L * sign));
        }
        long count = (long) number(match.group(1)) * sign;
        return Optional.of(
                switch (match.group(2).replace("个", "")) {
                    case "天", "日" -> from.today().plusDays(count);
                    case "月" -> from.today().plusMonths(count);
                    case "年" -> from.today().plusYears(count);
                    default -> from.today().plusWeeks(count);
                });
    }

    private static Optional<LocalDate> englishShift(MatchResult match, From from) {
        long count = count(match.group(1)) * ("ago".equalsIgnoreCase(match.group(3)) ? -1 : 1);
        return Optional.of(
                switch (match.group(2).toLowerCase(Locale.ROOT)) {
                    case "day" -> from.today().plusDays(count);
                    case "month" -> from.today().plusMonths(count);
                    case "year" -> from.today().plusYears(count);
                    case "fortnight" -> from.today().plusWeeks(2 * count);
                    default -> from.today().plusWeeks(count);
                });
    }

    /** "a week from Friday" is the week after the Friday that comes. */
    private static Optional<LocalDate> weeksFrom(MatchResult match, From from) {
        return find(match.group(3), from).map(day -> day.plusWeeks(count(match.group(1))));
    }

    private static long count(String words) {
        var text = words.toLowerCase(Locale.ROOT);
        if (text.contains("couple")) {
            return 2;
        }
        return text.equals("a") || text.equals("an") ? 1 : number(text);
    }

    static int number(String written) {
        return Numerals.small(written)
                .orElseThrow(() -> new DateTimeException(written + " is no number"));
    }

    private static Optional<LocalDate> chineseName(MatchResult match, From from) {
        var name = match.group();
        int days =
                switch (name) {
                    case "大后天" -> 3;
                    case "后天" -> 2;
                    case "前天" -> -2;
                    case "大前天" -> -3;
                    default -> name.startsWith("明") ? 1 : name.startsWith("昨") ? -1 : 0;
                };
        return Optional.of(from.today().plusDays(days));
    }

    private static Optional<LocalDate> englishName(MatchResult match, From from) {
        var name = match.group().toLowerCase(Locale.ROOT);
        int days =
                switch (name) {
                    case "tomorrow", "tmrw", "tmr" -> 1;
                    case "yesterday" -> -1;
                    case "today", "tonight" -> 0;
                    default -> name.endsWith("tomorrow") ? 2 : -2;
                };
        return Optional.of(from.today().plusDays(days));
    }
}
