package io.dragoman.conversation;

import java.util.Locale;
import java.util.Optional;

/** Which of our two languages a text is in. */
public final class Languages {

    public static final String CHINESE = "zh-CN";
    public static final String ENGLISH = "en";

    private Languages() {}

    /**
     * The language of a sentence: Chinese when it has a Chinese character, English when it has a
     * word of Latin letters, empty when it has neither (a number, an emoji) or is what a button
     * sends.
     */
    public static Optional<String> detect(String text) {
        if (text.startsWith("skill:")) {
            return Optional.empty();
        }
        int latin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
                return Optional.of(CHINESE);
            }
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                latin++;
            }
        }
        // Codes such as A1001 say nothing of the language; a word does.
        return latin >= 2 && text.chars().noneMatch(Character::isDigit) || latin >= 6
                ? Optional.of(ENGLISH)
                : Optional.empty();
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
