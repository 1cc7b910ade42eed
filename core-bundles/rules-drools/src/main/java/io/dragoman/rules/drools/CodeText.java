package io.dragoman.rules.drools;

import java.util.regex.Pattern;

/** What of a rule file does something. */
final class CodeText {

    private static final Pattern INERT =
            Pattern.compile(
                    "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'"
                            + "|/\\*[\\s\\S]*?\\*/|//[^\\n\\r]*",
                    Pattern.DOTALL);

    private CodeText() {}

    /** The text with its comments and quoted texts blank, every line where it was. */
    static String of(String drl) {
        return INERT.matcher(drl).replaceAll(hit -> hit.group().replaceAll("[^\\n]", " "));
    }
}
