package io.dragoman.api.skill.speech;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Telephone numbers and e-mail addresses. */
public final class Contacts {

    private static final Pattern EMAIL =
            Pattern.compile(
                    "(?<![A-Za-z0-9._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_+-])?"
                            + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}"
                            + "(?![A-Za-z0-9@])");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![0-9A-Za-z+])(?:\\+|00)?\\(?[0-9][0-9 ().\\-]{5,22}[0-9](?![0-9])");
    private static final Pattern SPOKEN = Pattern.compile("[一二三四五六七八九零〇幺两]{11}");
    private static final Pattern CHINESE_MOBILE = Pattern.compile("(?:86)?(1[3-9][0-9]{9})");
    private static final Pattern CHINESE_LANDLINE =
            Pattern.compile("0((?:10|2[0-9])[0-9]{8}|[3-9][0-9]{2}[0-9]{7,8})");
    private static final Pattern NORTH_AMERICAN = Pattern.compile("1?([2-9][0-9]{2}[2-9][0-9]{6})");
    private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{7,14}");

    private Contacts() {}

    /** The first e-mail address, in lower case. */
    public static Optional<String> email(String said) {
        return EMAIL.matcher(Numerals.plain(said))
                .results()
                .map(match -> match.group().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    /** The first telephone number, as E.164. */
    public static Optional<String> phone(String said) {
        var text = Numerals.plain(said);
        return NUMBER.matcher(text)
                .results()
                .map(match -> e164(match.group()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> spoken(text));
    }

    /** "幺三八零零幺三八零零零", digit by digit. */
    private static Optional<String> spoken(String text) {
        return SPOKEN.matcher(text)
                .results()
                .map(match -> ChineseNumber.parse(match.group().replace('幺', '一')))
                .flatMap(Optional::stream)
                .map(number -> e164(number.toPlainString()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> e164(String written) {
        var digits = written.replaceAll("[^0-9]", "");
        boolean international = written.startsWith("+") || written.startsWith("00");
        if (international) {
            var number = written.startsWith("+") ? digits : digits.substring(2);
            return INTERNATIONAL.matcher(number).matches()
                    ? Optional.of("+" + number)
                    : Optional.empty();
        }
        var mobile = CHINESE_MOBILE.matcher(digits);
        if (mobile.matches()) {
            return Optional.of("+86" + mobile.group(1));
        }
        var landline = CHINESE_LANDLINE.matcher(digits);
        if (landline.matches()) {
            return Optional.of("+86" + landline.group(1));
        }
        var american = NORTH_AMERICAN.matcher(digits);
        return american.matches() ? Optional.of("+1" + american.group(1)) : Optional.empty();
    }
}
