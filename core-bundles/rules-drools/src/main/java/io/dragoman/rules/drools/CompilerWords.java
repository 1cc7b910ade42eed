package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.Decide;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.Pricing;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts into an analyst's words what the parser and the compiler complain about, where it is known.
 */
final class CompilerWords {

    private static final Pattern SYNTAX =
            Pattern.compile(
                    "\\[ERR \\d+] Line (\\d+):\\d+ (?:mismatched input|no viable alternative at input)"
                            + " '([^']*)'(.*)",
                    Pattern.DOTALL);

    private static final Pattern NO_PROPERTY =
            Pattern.compile("io\\.dragoman\\.api\\.[\\w.]*?\\$?(\\w+)\\.(\\w+)\\(\\)");

    private static final Pattern NO_FIELD =
            Pattern.compile(
                    "could not access: (\\w+); in class: io\\.dragoman\\.api\\.[\\w.]*?\\$?(\\w+)\\b");

    private static final Pattern NO_METHOD =
            Pattern.compile("The method (\\w+)\\(([^)]*)\\) is undefined for the type ([\\w.]+)");

    private static final Pattern WRONG_ARGUMENTS =
            Pattern.compile(
                    "The method (\\w+)\\(([^)]*)\\) in the type (\\w+) is not applicable for the"
                            + " arguments \\(([^)]*)\\)");

    private static final Pattern NO_TYPE =
            Pattern.compile("Unable to resolve ObjectType '?([\\w.]+)'?");

    private static final Pattern NO_GLOBAL =
            Pattern.compile("\\b(decide|pricing) cannot be resolved");

    private CompilerWords() {}

    /** What a message means; the message itself where nobody has words for it. */
    static Reason of(String message) {
        return Stream.of(
                        words(SYNTAX, message, CompilerWords::syntax),
                        words(NO_METHOD, message, CompilerWords::noMethod),
                        words(WRONG_ARGUMENTS, message, CompilerWords::wrongArguments),
                        words(NO_TYPE, message, CompilerWords::noType),
                        words(NO_GLOBAL, message, CompilerWords::noGlobal),
                        words(NO_FIELD, message, m -> noProperty(m.group(2), m.group(1))),
                        words(NO_PROPERTY, message, m -> noProperty(m.group(1), m.group(2))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(
                        () ->
                                Reason.of(
                                        "rule-compiler",
                                        "{said}",
                                        "said",
                                        Reasons.firstLine(message)));
    }

    private static Optional<Reason> words(
            Pattern pattern, String message, Function<MatchResult, Reason> say) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(say.apply(matcher.toMatchResult())) : Optional.empty();
    }

    private static Reason syntax(MatchResult found) {
        String input = found.group(2);
        String rest = found.group(3).replaceAll("\\s+", " ").stripTrailing();
        return switch (input) {
            case "<eof>" ->
                    Reason.of(
                            "rule-ends-early",
                            "The file ends too early; is \"end\" missing{where}",
                            "where",
                            rest);
            case "" ->
                    Reason.of(
                            "rule-not-understood", "Did not understand this{where}", "where", rest);
            default ->
                    Reason.of(
                            "rule-unexpected",
                            "Did not expect '{input}' here{where}",
                            "input",
                            input,
                            "where",
                            rest);
        };
    }

    private static Reason noMethod(MatchResult found) {
        String method = found.group(1) + "(" + found.group(2) + ")";
        return switch (found.group(3)) {
            case "Decide" -> noMethod(method, "Decide", "decide", Decide.class);
            case "Pricing" -> noMethod(method, "Pricing", "pricing", Pricing.class);
            case "Pricing.Terms" ->
                    noMethod(method, "Pricing.Terms", "an offer", Pricing.Terms.class);
            default ->
                    Reason.of(
                            "rule-no-method",
                            "{type} has no {method}",
                            "type",
                            found.group(3),
                            "method",
                            method);
        };
    }

    private static Reason noMethod(String method, String type, String who, Class<?> ours) {
        return Reason.of(
                "rule-no-such-method",
                "{type} has no {method}; " + who + " knows {known}",
                "type",
                type,
                "method",
                method,
                "known",
                methods(ours));
    }

    private static Reason wrongArguments(MatchResult found) {
        return Reason.of(
                "rule-arguments",
                "{method} takes ({wanted}), not ({given})",
                "method",
                found.group(1),
                "wanted",
                found.group(2),
                "given",
                found.group(4));
    }

    private static Reason noGlobal(MatchResult found) {
        String name = found.group(1);
        String type = name.equals("decide") ? "Decide" : "Pricing";
        return Reason.of(
                "rule-no-global",
                "\"{global}\" is missing at the top of the file",
                "global",
                "global io.dragoman.api.rules." + type + " " + name + ";");
    }

    private static Reason noType(MatchResult found) {
        return Reason.of(
                "rule-no-fact",
                "There is no fact {fact}; is it misspelt, or is \"import"
                        + " io.dragoman.api.rules.Fact.*;\" missing?",
                "fact",
                found.group(1));
    }

    private static Reason noProperty(String fact, String property) {
        return Arrays.stream(Fact.class.getPermittedSubclasses())
                .filter(type -> type.getSimpleName().equals(fact))
                .findFirst()
                .map(
                        type ->
                                Arrays.stream(type.getRecordComponents())
                                        .map(RecordComponent::getName)
                                        .collect(Collectors.joining(", ")))
                .map(
                        known ->
                                Reason.of(
                                        "rule-no-property",
                                        "{fact} has no {property}; it has {known}",
                                        "fact",
                                        fact,
                                        "property",
                                        property,
                                        "known",
                                        known))
                .orElseGet(
                        () ->
                                Reason.of(
                                        "rule-property",
                                        "{fact} has no {property}",
                                        "fact",
                                        fact,
                                        "property",
                                        property));
    }

    private static String methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .map(Method::getName)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
