package io.dragoman.conversation;

import java.util.Locale;
import java.util.Optional;

/** Which of our two languages a text is in. */
public final class Languages {

    public static final String CHINESE = "zh-CN";
    public static final String ENGLISH = "en";

    /** No character below it is a Chinese one. */
    private static final int FIRST_CHINESE = 0x2E80;

    /** XXXL. */
    private static final int LONGEST_SIZE = 4;

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
        // The log's writer asks this for each message, so nothing here makes an object.
        if (hasChinese(text)) {
            return Optional.of(CHINESE);
        }
        int letters = letters(text);
        // "500 ml" says nothing of the language; a word does.
        return letters >= 2 && !hasDigit(text, 0, text.length()) || letters >= 6
                ? Optional.of(ENGLISH)
                : Optional.empty();
    }

    private static boolean hasChinese(String text) {
        int character;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (character >= FIRST_CHINESE
                    && Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN) {
                return true;
            }
        }
        return false;
    }

    /** How many letters there are in words. */
    private static int letters(String text) {
        int letters = 0;
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isOfWord(text.charAt(i))) {
                letters += isCode(text, begin, i) ? 0 : i - begin;
                begin = i + 1;
            }
        }
        return letters;
    }

    private static boolean isOfWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** What is written alike in every language: whatever has a digit, and sizes. */
    private static boolean isCode(String text, int from, int to) {
        return hasDigit(text, from, to) || isSize(text, from, to);
    }

    private static boolean hasDigit(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSize(String text, int from, int to) {
        if (from == to || to - from > LONGEST_SIZE || "SML".indexOf(text.charAt(to - 1)) < 0) {
            return false;
        }
        for (int i = from; i < to - 1; i++) {
            if (text.charAt(i) != 'X') {
                return false;
            }
        }
        return true;
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
