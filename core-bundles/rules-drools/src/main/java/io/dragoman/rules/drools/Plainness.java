package io.dragoman.rules.drools;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells rules that surely end soon, so that they may be fired on the caller's own thread, from
 * rules that might not: loops, regular expressions, functions, other classes than facts and values.
 * Being wrong in doubt costs only the change of threads.
 */
final class Plainness {

    /** A text in quotes, or a comment; what stands in there does nothing. */
    private static final Pattern INERT =
            Pattern.compile(
                    "\"(?:[^\"\\\\\\n]|\\\\.)*+\"|/\\*[\\s\\S]*?\\*/|//[^\\n]*|(?m)^\\s*#[^\\n]*");

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+)?([\\w.*$]+)");

    private static final Pattern SUSPICIOUS =
            Pattern.compile(
                    "\\b(?:soundslike|eval|function|query|declare|dialect|timer|duration|replace"
                            + "|replaceAll|replaceFirst|split|repeat|pow|new|Class|System|Thread"
                            + "|Runtime|parallelStream|stream|forEach|sleep|wait|join)\\b"
                            + "|(?<!\\.)\\bfrom\\b|\\b(?:java|javax|jdk|sun|com|org)\\s*\\."
                            + "|~=|->|::");

    private static final List<String> HARMLESS =
            List.of("io.dragoman.api.", "java.math.", "java.time.", "java.util.");

    private Plainness() {}

    private static final Pattern REGEX = Pattern.compile("\\bmatches\\b");

    /**
     * Whether the rules of a file surely end soon.
     *
     * @param guarded how many regular expressions in it are under guard
     */
    static boolean of(String drl, int guarded) {
        String code = INERT.matcher(drl).replaceAll(" ");
        String bodies = IMPORT.matcher(code).replaceAll(" ");
        return REGEX.matcher(bodies).results().count() == guarded
                && !SUSPICIOUS.matcher(bodies).find()
                && IMPORT.matcher(code).results().allMatch(found -> harmless(found.group(1)));
    }

    private static boolean harmless(String type) {
        return HARMLESS.stream().anyMatch(type::startsWith);
    }
}
