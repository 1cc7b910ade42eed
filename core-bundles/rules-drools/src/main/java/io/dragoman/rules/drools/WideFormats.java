package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds formats whose width would fill the memory, such as {@code %1000000000d}. */
final class WideFormats {

    static final int LARGEST = 9_999;

    private static final Pattern SPECIFIER =
            Pattern.compile("%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?[a-zA-Z]");

    private static final Pattern NUMBER = Pattern.compile("\\d{5,}");

    private WideFormats() {}

    /** The width, or precision, in a format that is too large; empty when none is. */
    static Optional<String> in(String format) {
        return SPECIFIER
                .matcher(format)
                .results()
                .flatMap(wide -> NUMBER.matcher(wide.group()).results())
                .map(number -> number.group())
                .findFirst();
    }

    /** Whether a file writes such a format down; conditions can be looked after in no other way. */
    static List<Problem> problems(ParsedFile file) {
        List<String> lines = file.drl().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            var number = in(lines.get(i));
            if (number.isPresent()) {
                return List.of(
                        new Problem(
                                file.name(),
                                Optional.of(file.line().applyAsInt(i + 1)),
                                Reason.of(
                                        "rule-width",
                                        "A width of {width} in a format is too large; at most {most}",
                                        "width",
                                        number.get(),
                                        "most",
                                        LARGEST)));
            }
        }
        return List.of();
    }
}
