package io.dragoman.api.skill.speech;

import java.util.Optional;
import java.util.regex.Pattern;

/** Postal addresses in one line. */
public final class Addresses {

    /** From the first place name on; at least a street or village and something to find in it. */
    private static final Pattern CHINESE =
            Pattern.compile(
                    "(?:[\\p{IsHan}]{2,8}?(?:省|自治区|市|区|县|州|旗|镇|乡|街道|新区))"
                            + "[\\p{IsHan}A-Za-z0-9 \\-—#（）()·]*?"
                            + "(?:路|街|道|巷|弄|村|里|胡同|大厦|广场|小区|花园|园|苑|楼|栋|幢|号|室|单元|座|层)"
                            + "[\\p{IsHan}A-Za-z0-9 \\-—#（）()·]*");

    private static final Pattern LEAD =
            Pattern.compile(
                    "^.*?(?:地址(?:是|改成|改为|换成|为)?|寄到|寄往|寄去|送到|送往|发到|发往|邮到|改成|改到|改为|换成|换到|住在|就在)"
                            + "[：:，,\\s]*");
    private static final Pattern TAIL = Pattern.compile("(?:[，,。.！!？?；;\\s]+|吧|谢谢|就行|就好|可以吗|好吗)+$");
    private static final String STREET =
            "(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|square|sq"
                    + "|place|pl|terrace|parkway|pkwy|highway|hwy|circle|cir|close|crescent)";
    private static final Pattern ENGLISH =
            Pattern.compile(
                    "\\b[0-9]{1,6}[A-Za-z]?(?:-[0-9]{1,5})?\\s+(?:[A-Za-z0-9'.]+\\s+){0,5}"
                            + STREET
                            + "\\b\\.?(?:[,\\s]+[A-Za-z0-9#'./-]+)*",
                    Pattern.CASE_INSENSITIVE);

    private Addresses() {}

    /** The address of a sentence. */
    public static Optional<String> find(String said) {
        var text = Numerals.plain(said).strip();
        var bare = LEAD.matcher(text).replaceFirst("");
        var chinese = CHINESE.matcher(bare);
        if (chinese.find()) {
            return Optional.of(trimmed(chinese.group()));
        }
        var english = ENGLISH.matcher(text);
        return english.find() ? Optional.of(trimmed(english.group())) : Optional.empty();
    }

    private static String trimmed(String address) {
        var text = TAIL.matcher(address.strip()).replaceFirst("");
        return text.replaceFirst("(?i)[,\\s]+(?:please|thanks|thank you)$", "");
    }
}
