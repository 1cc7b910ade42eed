package io.dragoman.api.skill.speech;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of a few answers is meant. */
public final class Choosing {

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> YES =
            Set.of(
                    "yes|yep|yeah|yup|sure|ok|okay|y|true|please|yesplease|goahead|doit|correct"
                            .concat(
                                    "|right|absolutely|definitely|ofcourse|confirm|confirmed|iconfirm")
                            .concat("|agreed|iagree|soundsgood|fine|thatsfine|yesgoahead|pleasedo")
                            .concat("|surething|yesiam|yesido|thatsright|alright|allright")
                            .concat("|是|是的|对|对的|好|好的|可以|行|行的|嗯|嗯嗯|要|要的|确认|确定|没错|同意|没问题|当然|好啊|好吧")
                            .concat("|可以的|需要|办吧|就这样|就这么办|成|中|ok的|好呀|没毛病|确认取消|是啊|对啊|必须的|麻烦了")
                            .split("\\|"));
    private static final Set<String> NO =
            Set.of(
                    "no|nope|nah|n|false|nothanks|nothankyou|not|dont|donot|notnow|noway|never"
                            .concat(
                                    "|nevermind|wrong|cancel|stop|idont|idonot|notreally|pleasedont")
                            .concat("|nopleasedont|negative|forgetit|rathernot|idrathernot")
                            .concat("|不|不是|不用|不要|不行|不可以|不好|否|不对|没有|不用了|不要了|算了|先不|先不了|不了|别|不需要")
                            .concat("|不同意|取消|暂时不|再想想|我再想想|还是算了|不必|不必了|no了|错了|不是的|不确认")
                            .split("\\|"));
    private static final Pattern YES_BEGINS =
            Pattern.compile(
                    "^(?:yes|yep|yeah|sure|ok|okay|please do|go ahead)\\b(?!.*\\b(?:but|not|don't)\\b)"
                            + "|^(?:是的|对的|好的|可以|没错|没问题|确认|同意|行，|好，|嗯，|对，)(?!.*[不没别但吗])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_BEGINS =
            Pattern.compile(
                    "^(?:no|nope|nah|don't|do not|not now|please don't)\\b(?!\\s+(?:problem|doubt))"
                            + "|^(?:不用|不要|不行|不是|不了|不可以|算了|先不|别)(?!.*吗)",
                    Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 60;

    private Choosing() {}

    /** Yes, no, or neither. */
    public static Optional<Boolean> yesNo(String said) {
        var text = Numerals.plain(said).strip();
        var bare = bare(text);
        if (NO.contains(bare)) {
            return Optional.of(false);
        }
        if (YES.contains(bare)) {
            return Optional.of(true);
        }
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (NO_BEGINS.matcher(text).find()) {
            return Optional.of(false);
        }
        return YES_BEGINS.matcher(text).find() ? Optional.of(true) : Optional.empty();
    }

    /**
     * Reads a kept yes or no.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static boolean checkedYesNo(String value) {
        return switch (value) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("'" + value + "' is neither yes nor no");
        };
    }

    /**
     * The option that a sentence names; the longest word that occurs decides.
     *
     * @param options the words for each
     */
    public static Optional<String> find(String said, Map<String, List<String>> options) {
        var text = Numerals.plain(said).strip();
        var bare = bare(text);
        Optional<String> best = Optional.empty();
        int length = 0;
        for (var option : options.entrySet()) {
            if (option.getKey().equalsIgnoreCase(text)) {
                return Optional.of(option.getKey());
            }
            for (var word : option.getValue()) {
                if (word.length() > length && names(text, bare, word)) {
                    best = Optional.of(option.getKey());
                    length = word.length();
                }
            }
        }
        return best;
    }

    /** English words stand alone, Chinese ones anywhere. */
    private static boolean names(String text, String bare, String word) {
        var wanted = bare(word);
        if (wanted.isEmpty()) {
            return false;
        }
        boolean latin = wanted.chars().allMatch(c -> c < 0x250);
        return latin
                ? Pattern.compile(
                                "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])",
                                Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find()
                : bare.contains(wanted);
    }

    /**
     * A kept value, if it still is one of the options.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static String checked(String value, Collection<String> options) {
        if (!options.contains(value)) {
            throw new IllegalArgumentException("'" + value + "' is none of the options");
        }
        return value;
    }

    private static String bare(String text) {
        return NOT_LETTERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
