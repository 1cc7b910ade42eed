package io.dragoman.dialogue;

import java.util.Locale;

/** The language a sentence is written in, which need not be the one the customer chose. */
enum Language {
    CHINESE(Locale.SIMPLIFIED_CHINESE),
    ENGLISH(Locale.ENGLISH);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }

    /** Chinese as soon as one Chinese character occurs. */
    static Language of(String sentence) {
        return sentence.codePoints()
                        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                ? CHINESE
                : ENGLISH;
    }
}
