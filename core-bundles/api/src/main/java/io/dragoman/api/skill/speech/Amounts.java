package io.dragoman.api.skill.speech;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Amounts of money: "三百二十块五", "3.5万", "twenty bucks", "$1,299.90", "五毛". */
public final class Amounts {

    private static final Set<String> YUAN = Set.of("CNY", "HKD", "TWD", "MOP", "SGD");
    private static final Set<String> DOLLARS = Set.of("USD", "HKD", "TWD", "SGD", "AUD", "CAD");
    private static final Map<Pattern, String> BEFORE = new LinkedHashMap<>();
    private static final Map<Pattern, String> AFTER = new LinkedHashMap<>();

    static {
        before("HK\\$|HKD|港币|港元", "HKD");
        before("US\\$|USD|美元|美金", "USD");
        before("¥|RMB|CNY|人民币", "CNY");
        before("€|EUR|欧元", "EUR");
        before("£|GBP|英镑", "GBP");
        before("\\$", "$");
        after("港币|港元|港幣|HKD", "HKD");
        after("美元|美金|刀|USD", "USD");
        after("欧元|euros?\\b|EUR\\b|€", "EUR");
        after("英镑|pounds?\\b|quid\\b|GBP\\b|£", "GBP");
        after("日元|yen\\b|JPY\\b", "JPY");
        after("人民币|RMB\\b|CNY\\b|yuan\\b|kuai\\b", "CNY");
        after("bucks?\\b|dollars?\\b|\\$", "$");
        after("块钱?|元|圆|¥", "元");
    }

    private static final Pattern ABOUT = Pattern.compile("^\\s*(?:来|多|几|左右)?\\s*");
    private static final Pattern SMALL_CHANGE =
            Pattern.compile(
                    "^(?:([0-9一二两三四五六七八九])[毛角](?:([0-9一二两三四五六七八九])分?)?"
                            + "|([0-9]|[一二三四五六七八九])(?![0-9\\p{IsHan}&&[^吧钱左的呢啊了]]))");
    private static final Pattern CENTS_TOO =
            Pattern.compile(
                    "^\\s*(?:and\\s+)?([0-9]{1,2}|[a-z]+(?:-[a-z]+)?)\\s+cents?\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern CENTS =
            Pattern.compile("^\\s*(?:cents?\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAO = Pattern.compile("^\\s*[毛角]");

    /** What may stand around a number that is the whole answer. */
    private static final Pattern FILLERS =
            Pattern.compile(
                    "[\\s\\p{Punct}，。！？、~]|大概|大约|左右|差不多|就|吧|是|一共|总共|about|around|roughly|just"
                            + "|only|it's|it was|maybe",
                    Pattern.CASE_INSENSITIVE);

    private Amounts() {}

    private static void before(String words, String currency) {
        BEFORE.put(Pattern.compile("(?:" + words + ")\\s*$", Pattern.CASE_INSENSITIVE), currency);
    }

    private static void after(String words, String currency) {
        AFTER.put(Pattern.compile("^(?:" + words + ")", Pattern.CASE_INSENSITIVE), currency);
    }

    /** An amount and its currency. */
    public record Amount(BigDecimal amount, String currency) {}

    /**
     * The first amount of a sentence. A bare number counts only when it is the whole answer.
     *
     * @param home ISO 4217 code that is meant where none is named
     */
    public static Optional<Amount> find(String said, String home) {
        var text = Numerals.plain(said);
        var numbers = Numerals.all(text);
        for (var number : numbers) {
            var amount = marked(text, number, home);
            if (amount.isPresent()) {
                return amount;
            }
        }
        return numbers.size() == 1 && isAll(text, numbers.getFirst())
                ? Optional.of(new Amount(numbers.getFirst().value(), home))
                : Optional.empty();
    }

    private static boolean isAll(String text, Numerals.Found number) {
        var around = text.substring(0, number.start()) + " " + text.substring(number.end());
        return FILLERS.matcher(around).replaceAll("").isEmpty();
    }

    private static Optional<Amount> marked(String text, Numerals.Found number, String home) {
        var before = text.substring(0, number.start());
        for (var mark : BEFORE.entrySet()) {
            if (mark.getKey().matcher(before).find()) {
                return Optional.of(new Amount(number.value(), currency(mark.getValue(), home)));
            }
        }
        var about = ABOUT.matcher(text.substring(number.end()));
        var after = about.replaceFirst("");
        for (var mark : AFTER.entrySet()) {
            var named = mark.getKey().matcher(after);
            if (named.find()) {
                var rest = after.substring(named.end());
                var all = number.value().add(change(rest));
                return Optional.of(new Amount(all, currency(mark.getValue(), home)));
            }
        }
        if (MAO.matcher(after).find()) {
            var change = number.value().movePointLeft(1);
            return Optional.of(new Amount(change, currency("元", home)));
        }
        return CENTS.matcher(after).find()
                ? Optional.of(new Amount(number.value().movePointLeft(2), currency("$", home)))
                : Optional.empty();
    }

    /** What follows the full units: "块五", "块三毛二", "dollars and fifty cents". */
    private static BigDecimal change(String rest) {
        var small = SMALL_CHANGE.matcher(rest);
        if (small.find()) {
            var tenths = small.group(1) == null ? small.group(3) : small.group(1);
            return part(tenths, 1).add(small.group(2) == null ? zero() : part(small.group(2), 2));
        }
        var cents = CENTS_TOO.matcher(rest);
        return cents.find() ? part(cents.group(1), 2) : zero();
    }

    private static BigDecimal zero() {
        return BigDecimal.ZERO;
    }

    private static BigDecimal part(String number, int places) {
        return Numerals.small(number)
                .map(value -> BigDecimal.valueOf(value).movePointLeft(places))
                .orElse(BigDecimal.ZERO);
    }

    private static String currency(String mark, String home) {
        return switch (mark) {
            case "元" -> YUAN.contains(home) ? home : "CNY";
            case "$" -> DOLLARS.contains(home) ? home : "USD";
            default -> mark;
        };
    }
}
