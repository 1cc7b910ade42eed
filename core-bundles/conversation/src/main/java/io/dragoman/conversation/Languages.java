package io.dragoman.conversation;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which of our two languages a text is in. */
public final class Languages {

    public static final String CHINESE = "zh-CN";
    public static final String ENGLISH = "en";

    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]+");

    /** What is written alike in every language: whatever has a digit, and sizes. */
    private static final Pattern CODE = Pattern.compile(".*[0-9].*|X{0,3}[SML]");

    private Languages() {}

    /**
     * The language of a sentence: Chinese when it has a Chinese character, English when it has a
     * word of Latin letters, empty when it has neither (a number, a code such as an order's or a
     * tax number, a size such as XL, an emoji) or is what a button sends.
     */
    public static Optional<String> detect(String text) {
        if (text.startsWith("skill:")) {
            return Optional.empty();
        }
        if (text.codePoints().anyMatch(Languages::isChinese)) {
            return Optional.of(CHINESE);
        }
        int letters = 0;
        for (String word : NO_WORD.split(text)) {
            letters += CODE.matcher(word).matches() ? 0 : word.length();
        }
        // "500 ml" says nothing of the language; a word does.
        return letters >= 2 && text.chars().noneMatch(Character::isDigit) || letters >= 6
                ? Optional.of(ENGLISH)
                : Optional.empty();
    }

    private static boolean isChinese(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }

    /** Our nearest language to what a browser or platform says. */
    public static String supported(String wish) {
        return wish.toLowerCase(Locale.ROOT).startsWith("zh") ? CHINESE : ENGLISH;
    }

    /** The locale of one of our languages. */
    public static Locale locale(String language) {
        return CHINESE.equals(language) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }
}
