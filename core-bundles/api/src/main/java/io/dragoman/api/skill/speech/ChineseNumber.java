package io.dragoman.api.skill.speech;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Chinese numerals: "三百二十", "两万五", "二零二六", "三点五". */
final class ChineseNumber {

    private static final String DIGITS = "零一二三四五六七八九";
    private static final String CHARACTERS = "零〇一二两俩三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟";

    /** A run of characters that may be a number. */
    static final String RUN = "[" + CHARACTERS + "]+(?:点[零〇一二三四五六七八九]+)?";

    private static final Pattern WHOLE = Pattern.compile(RUN);

    private ChineseNumber() {}

    /** The number; empty when the characters make none. */
    static Optional<BigDecimal> parse(String written) {
        if (!WHOLE.matcher(written).matches()) {
            return Optional.empty();
        }
        var text = usual(written);
        int point = text.indexOf('点');
        var whole = whole(point < 0 ? text : text.substring(0, point));
        if (point < 0 || whole.isEmpty()) {
            return whole;
        }
        var decimals = new StringBuilder("0.");
        text.substring(point + 1).chars().forEach(c -> decimals.append(DIGITS.indexOf(c)));
        return whole.map(value -> value.add(new BigDecimal(decimals.toString())));
    }

    /** The characters of daily use for those of banks and variants. */
    private static String usual(String written) {
        var from = "〇两俩壹贰叁肆伍陆柒捌玖拾佰仟";
        var to = "零二二一二三四五六七八九十百千";
        var text = new StringBuilder(written);
        for (int i = 0; i < text.length(); i++) {
            int at = from.indexOf(text.charAt(i));
            if (at >= 0) {
                text.setCharAt(i, to.charAt(at));
            }
        }
        return text.toString();
    }

    private static Optional<BigDecimal> whole(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            return spelled(text);
        }
        long total = 0;
        long section = 0;
        long digit = 0;
        long lastUnit = 1;
        for (char c : text.toCharArray()) {
            int d = DIGITS.indexOf(c);
            if (d >= 0) {
                digit = d;
                lastUnit = d == 0 ? 1 : lastUnit;
                continue;
            }
            lastUnit = value(c);
            if (lastUnit < 10_000) {
                section += Math.max(1, digit) * lastUnit;
            } else {
                total = (total + section + digit) * lastUnit;
                section = 0;
            }
            digit = 0;
        }
        // "三百五" is 350: a last digit right after a unit counts tenths of it.
        long last = digit * (lastUnit >= 100 ? lastUnit / 10 : 1);
        return Optional.of(BigDecimal.valueOf(total + section + last));
    }

    /** "二零二六": digit by digit. */
    private static Optional<BigDecimal> spelled(String text) {
        if (text.length() > 18) {
            return Optional.empty();
        }
        var digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(DIGITS.indexOf(c)));
        return Optional.of(new BigDecimal(digits.toString()));
    }

    /** What units mean together: "百万" is a million. */
    static BigDecimal unit(String units) {
        long factor = 1;
        for (char c : units.toCharArray()) {
            factor *= value(c);
        }
        return BigDecimal.valueOf(factor);
    }

    private static long value(char unit) {
        return switch (unit) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1_000;
            case '万' -> 10_000;
            default -> 100_000_000;
        };
    }
}
