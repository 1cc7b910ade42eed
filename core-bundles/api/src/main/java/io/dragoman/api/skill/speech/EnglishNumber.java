package io.dragoman.api.skill.speech;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** English number words: "twenty-five", "three hundred and twenty", "a dozen", "a couple of". */
final class EnglishNumber {

    private static final List<String> SMALL =
            List.of(
                    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
                            .concat(" fourteen fifteen sixteen seventeen eighteen nineteen")
                            .split(" "));
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final String WORD =
            "(?:"
                    + String.join("|", SMALL)
                    + "|"
                    + String.join("|", TENS)
                    + "|hundred|thousand|million|dozen)";

    /** A run of words that may be a number. */
    static final String RUN =
            "\\b(?:half a dozen|an? couple(?: of)?|(?:an? )?"
                    + WORD
                    + "(?:(?:\\s|-)(?:and )?"
                    + WORD
                    + ")*)\\b";

    private static final Pattern BREAKS = Pattern.compile("[\\s-]+");

    private EnglishNumber() {}

    /** The number; empty when there is a word that is none. */
    static Optional<BigDecimal> parse(String written) {
        var text = written.toLowerCase(Locale.ROOT).strip();
        if (text.equals("half a dozen")) {
            return Optional.of(BigDecimal.valueOf(6));
        }
        long total = 0;
        long current = 0;
        for (String word : BREAKS.split(text)) {
            switch (word) {
                case "and", "of" -> {}
                case "a", "an" -> current = 1;
                case "couple" -> current = 2;
                case "dozen" -> current = Math.max(1, current) * 12;
                case "hundred" -> current = Math.max(1, current) * 100;
                case "thousand", "million" -> {
                    total += Math.max(1, current) * (word.equals("million") ? 1_000_000 : 1_000);
                    current = 0;
                }
                default -> {
                    int value = value(word);
                    if (value < 0) {
                        return Optional.empty();
                    }
                    current += value;
                }
            }
        }
        return Optional.of(BigDecimal.valueOf(total + current));
    }

    private static int value(String word) {
        int tens = TENS.indexOf(word);
        return tens >= 0 ? (tens + 2) * 10 : SMALL.indexOf(word);
    }
}
