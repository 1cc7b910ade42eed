package io.dragoman.api.skill.speech;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Numbers as people write them: "1,299.9", "3.5万", "三百二", "twenty-five", "a dozen". */
public final class Numerals {

    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<digits>(?<![A-Za-z0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?)"
                            + "(?:\\s?(?<unit>[百千万亿]+|k\\b|thousand\\b|million\\b)"
                            + "(?<rest>[0-9](?![0-9]))?)?"
                            + "|(?<chinese>"
                            + ChineseNumber.RUN
                            + ")|(?<english>"
                            + EnglishNumber.RUN
                            + ")",
                    Pattern.CASE_INSENSITIVE);

    /** "一下", "一直", "十分": words that only look like numbers. */
    private static final Pattern NO_NUMBER_AFTER =
            Pattern.compile("^一[下些点直起定样般会边旦共切致向律概]|^十分(?!钟|之)|^[百千万亿]$|^(?:万一|千万)");

    private static final Pattern NO_NUMBER_BEFORE = Pattern.compile(".*(?:周|星期|礼拜|这|那|哪|每|统)$");
    private static final Pattern NO_ONE_BEFORE =
            Pattern.compile(
                    ".*\\b(?:this|that|which|the|no|any|some|every|first|second|third|last|next"
                            + "|another|other)\\s$",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Numerals() {}

    /** A number and where it stands. */
    record Found(BigDecimal value, int start, int end) {}

    /** The first whole number between two others, both included. */
    public static Optional<Integer> whole(String text, int least, int most) {
        return all(plain(text)).stream()
                .map(Found::value)
                .filter(value -> value.stripTrailingZeros().scale() <= 0)
                .filter(value -> value.compareTo(BigDecimal.valueOf(least)) >= 0)
                .filter(value -> value.compareTo(BigDecimal.valueOf(most)) <= 0)
                .map(BigDecimal::intValueExact)
                .findFirst();
    }

    /** All numbers of a {@linkplain #plain plain} text, in order. */
    static List<Found> all(String text) {
        var found = new ArrayList<Found>();
        NUMBER.matcher(text)
                .results()
                .forEach(match -> value(text, match).map(v -> at(v, match)).ifPresent(found::add));
        return found;
    }

    private static Found at(BigDecimal value, MatchResult match) {
        return new Found(value, match.start(), match.end());
    }

    private static Optional<BigDecimal> value(String text, MatchResult match) {
        if (match.group("digits") != null) {
            return Optional.of(digits(match));
        }
        var before = text.substring(Math.max(0, match.start() - 12), match.start());
        if (match.group("english") != null) {
            boolean pronoun =
                    match.group().equalsIgnoreCase("one")
                            && NO_ONE_BEFORE.matcher(before).matches();
            return pronoun ? Optional.empty() : EnglishNumber.parse(match.group());
        }
        var after = text.substring(match.start(), Math.min(text.length(), match.end() + 2));
        boolean word =
                NO_NUMBER_BEFORE.matcher(before).matches()
                        || NO_NUMBER_AFTER.matcher(match.group()).find()
                        || match.group().length() == 1 && NO_NUMBER_AFTER.matcher(after).find();
        return word ? Optional.empty() : ChineseNumber.parse(match.group());
    }

    private static BigDecimal digits(MatchResult match) {
        var value = new BigDecimal(match.group("digits").replace(",", ""));
        var unit = match.group("unit");
        if (unit == null) {
            return value;
        }
        var factor =
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "k", "thousand" -> BigDecimal.valueOf(1_000);
                    case "million" -> BigDecimal.valueOf(1_000_000);
                    default -> ChineseNumber.unit(unit);
                };
        var rest = match.group("rest");
        return rest == null
                ? value.multiply(factor)
                : value.multiply(factor)
                        .add(new BigDecimal(rest).multiply(factor).movePointLeft(1));
    }

    /** A number on its own, in any of the three ways. */
    static Optional<Integer> small(String number) {
        if (number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Integer.valueOf(number));
        }
        return ChineseNumber.parse(number)
                .or(() -> EnglishNumber.parse(number))
                .map(BigDecimal::intValue);
    }

    /** Full-width digits, letters and signs as ASCII; every character keeps its place. */
    static String plain(String text) {
        var plain = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            plain.append(
                    switch (c) {
                        case '\u3000', '\u00a0' -> ' ';
                        case '￥' -> '¥';
                        case '，' -> '，';
                        default -> c >= '！' && c <= '～' ? (char) (c - '！' + '!') : c;
                    });
        }
        return plain.toString();
    }
}
