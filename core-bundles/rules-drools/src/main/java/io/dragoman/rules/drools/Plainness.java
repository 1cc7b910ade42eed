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
                    "\\b(?:while|for|do|matches|soundslike|eval|function|query|declare|from|collect"
                            + "|accumulate|acc|groupby|dialect|timer|duration|replace|replaceAll"
                            + "|replaceFirst|split|repeat|pow|new|update|modify|insert|insertLogical"
                            + "|Class|System|Thread|Runtime|io|nio|net|lang|reflect|parallelStream|stream"
                            + "|forEach|sleep|wait|join)\\b|~=|->|::");

    private static final List<String> HARMLESS =
            List.of("io.dragoman.api.", "java.math.", "java.time.", "java.util.");

    private Plainness() {}

    /** Whether the rules of a file surely end soon. */
    static boolean of(String drl) {
        String code = INERT.matcher(drl).replaceAll(" ");
        String bodies = IMPORT.matcher(code).replaceAll(" ");
        return !SUSPICIOUS.matcher(bodies).find()
                && IMPORT.matcher(code).results().allMatch(found -> harmless(found.group(1)));
    }

    private static boolean harmless(String type) {
        return HARMLESS.stream().anyMatch(type::startsWith);
    }
}
