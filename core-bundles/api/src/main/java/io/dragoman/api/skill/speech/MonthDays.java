package io.dragoman.api.skill.speech;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/** Days of a month: "12月3号", "下个月5号", "月底", "Dec 3rd", "the 25th", "圣诞节". */
final class MonthDays {

    private static final String N = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})";
    private static final String MONTH =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    static final String CHINESE =
            "(?:(明年|今年|去年)的?)?(?:(下|上|这|本)个?月|" + N + "月(?:份)?)的?" + N + "[日号]?";
    static final String CHINESE_END = "(下|上|这|本)?个?月(?:底|末)";
    static final String ENGLISH_END = "\\bend of (?:(the|this|next|last) )?month\\b";
    static final String MONTH_FIRST =
            "\\b"
                    + MONTH
                    + "\\s+(?:the\\s+)?([0-9]{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+([0-9]{4})\\b)?";
    static final String DAY_FIRST =
            "\\b([0-9]{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?" + MONTH + "(?:,?\\s+([0-9]{4})\\b)?";
    static final String SLASHED = "(?<![0-9/.])([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?(?![0-9/])";
    static final String DAY_ALONE =
            "(?<![0-9月])" + N + "[号日](?![楼栋线店院门馆码])|\\bthe\\s+([0-9]{1,2})(?:st|nd|rd|th)\\b";
    static final String FEAST =
            "元旦|情人节|劳动节|五一|国庆节?|双十一|双11|双十二|双12|平安夜|圣诞节?|new year's eve|new year's day"
                    + "|valentine's day|christmas eve|christmas";

    private static final Map<String, int[]> FEASTS =
            Map.ofEntries(
                    Map.entry("元旦", new int[] {1, 1}),
                    Map.entry("new year's day", new int[] {1, 1}),
                    Map.entry("情人节", new int[] {2, 14}),
                    Map.entry("valentine's day", new int[] {2, 14}),
                    Map.entry("劳动节", new int[] {5, 1}),
                    Map.entry("五一", new int[] {5, 1}),
                    Map.entry("国庆", new int[] {10, 1}),
                    Map.entry("双十一", new int[] {11, 11}),
                    Map.entry("双11", new int[] {11, 11}),
                    Map.entry("双十二", new int[] {12, 12}),
                    Map.entry("双12", new int[] {12, 12}),
                    Map.entry("平安夜", new int[] {12, 24}),
                    Map.entry("christmas eve", new int[] {12, 24}),
                    Map.entry("圣诞", new int[] {12, 25}),
                    Map.entry("christmas", new int[] {12, 25}),
                    Map.entry("new year's eve", new int[] {12, 31}));

    private MonthDays() {}

    static Optional<LocalDate> chinese(MatchResult match, Days.From from) {
        int day = Days.number(match.group(4));
        if (match.group(2) != null) {
            return Optional.of(month(match.group(2), from).atDay(1).withDayOfMonth(day));
        }
        int month = Days.number(match.group(3));
        int year = from.today().getYear();
        return Optional.of(
                switch (match.group(1)) {
                    case "明年" -> LocalDate.of(year + 1, month, day);
                    case "今年" -> LocalDate.of(year, month, day);
                    case "去年" -> LocalDate.of(year - 1, month, day);
                    case null, default -> nearest(month, day, from);
                });
    }

    /** The last day of this, the next or the last month. */
    static Optional<LocalDate> end(MatchResult match, Days.From from) {
        return Optional.of(month(match.group(1), from).atEndOfMonth());
    }

    private static YearMonth month(String which, Days.From from) {
        var current = YearMonth.from(from.today());
        return switch (which == null ? "" : which.toLowerCase(Locale.ROOT)) {
            case "下", "next" -> current.plusMonths(1);
            case "上", "last" -> current.minusMonths(1);
            default -> current;
        };
    }

    static Optional<LocalDate> monthFirst(MatchResult match, Days.From from) {
        return named(match.group(1), match.group(2), match.group(3), from);
    }

    static Optional<LocalDate> dayFirst(MatchResult match, Days.From from) {
        return named(match.group(2), match.group(1), match.group(3), from);
    }

    private static Optional<LocalDate> named(
            String month, String day, String year, Days.From from) {
        int number = MONTHS.indexOf(month.toLowerCase(Locale.ROOT).substring(0, 3)) + 1;
        return of(number, Integer.parseInt(day), year, from);
    }

    /** 12/25 is Christmas; so is 25/12, because there is no other way to read it. */
    static Optional<LocalDate> slashed(MatchResult match, Days.From from) {
        int first = Integer.parseInt(match.group(1));
        int second = Integer.parseInt(match.group(2));
        return first > 12
                ? of(second, first, match.group(3), from)
                : of(first, second, match.group(3), from);
    }

    private static Optional<LocalDate> of(int month, int day, String year, Days.From from) {
        return Optional.of(
                year == null
                        ? nearest(month, day, from)
                        : LocalDate.of(Integer.parseInt(year), month, day));
    }

    static Optional<LocalDate> feast(MatchResult match, Days.From from) {
        var name = match.group().toLowerCase(Locale.ROOT);
        var longer = name.endsWith("节") && !FEASTS.containsKey(name);
        var day = FEASTS.get(longer ? name.substring(0, name.length() - 1) : name);
        return Optional.of(nearest(day[0], day[1], from));
    }

    /** The year in which it comes next, or came last. */
    private static LocalDate nearest(int month, int day, Days.From from) {
        var sameYear = LocalDate.of(from.today().getYear(), month, day);
        if (sameYear.equals(from.today())) {
            return sameYear;
        }
        return sameYear.isBefore(from.today())
                ? from.pick(sameYear, sameYear.plusYears(1))
                : from.pick(sameYear.minusYears(1), sameYear);
    }

    /** The month in which there next is, or last was, such a day. */
    static Optional<LocalDate> dayAlone(MatchResult match, Days.From from) {
        var said = match.group(1) == null ? match.group(2) : match.group(1);
        int day = Days.number(said);
        if (day < 1 || day > 31) {
            throw new DateTimeException("No month has a day " + day);
        }
        var month = YearMonth.from(from.today());
        while (!month.isValidDay(day)
                || from.ahead() && month.atDay(day).isBefore(from.today())
                || !from.ahead() && month.atDay(day).isAfter(from.today())) {
            month = from.ahead() ? month.plusMonths(1) : month.minusMonths(1);
        }
        return Optional.of(month.atDay(day));
    }
}
