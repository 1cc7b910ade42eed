package io.dragoman.api.skill;

import java.util.List;
import java.util.Locale;

/**
 * One of the answers that a {@linkplain SlotType#choice choice} allows. Immutable.
 *
 * @param value what the skill gets
 * @param zh how customers say it in Chinese: words separated by {@code |}, the first is on the
 *     button
 * @param en the same in English
 */
public record Option(String value, String zh, String en) {

    /**
     * Checks that there is something to say.
     *
     * @throws IllegalArgumentException when a word is missing
     */
    public Option {
        if (value.isBlank() || zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException(
                    "An option needs a value and words in Chinese and English, got '"
                            + String.join("', '", value, zh, en)
                            + "'");
        }
    }

    /** An option. */
    public static Option option(String value, String zh, String en) {
        return new Option(value, zh, en);
    }

    /** What the button says. */
    public String label(Locale locale) {
        return words(locale).getFirst();
    }

    /** All words for it in a language. */
    public List<String> words(Locale locale) {
        return List.of(("zh".equals(locale.getLanguage()) ? zh : en).split("\\|"));
    }

    /** All words for it in both languages. */
    List<String> allWords() {
        return List.of((zh + "|" + en).split("\\|"));
    }
}
