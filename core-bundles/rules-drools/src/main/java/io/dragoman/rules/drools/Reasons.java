package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.Decide;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.Pricing;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.compiler.DescrBuildError;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DroolsError;
import org.kie.internal.jci.CompilationProblem;

/** Words for an analyst: what the parser and the compiler complain about, and where. */
final class Reasons {

    private static final Pattern CELL = Pattern.compile("\\b[A-Z]{1,2}(\\d{1,5})\\b");
    private static final Pattern ROW = Pattern.compile("\\brow:? ?(\\d{1,5})\\b");

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

    /** Typed with a Chinese keyboard; looks right and is not. */
    private static final Pattern CHINESE_PUNCTUATION = Pattern.compile("[“”‘’（），；：＝＜＞！]");

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private Reasons() {}

    /** A failure while a file was read; says the row when the message tells a cell. */
    static Problem of(String file, Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
        return new Problem(
                file,
                first(CELL, message).or(() -> first(ROW, message)),
                Reason.of("rule-unreadable", "{said}", "said", firstLine(message)));
    }

    /**
     * An error of the parser or the compiler.
     *
     * @param drl the rules as Drools saw them
     * @param line from a line of these to the analyst's own
     */
    static Problem of(String file, String drl, IntUnaryOperator line, DroolsError error) {
        int found = lineOf(error, drl);
        Optional<Integer> shown =
                found < 1
                        ? Optional.empty()
                        : Optional.of(line.applyAsInt(found)).filter(row -> row > 0);
        return new Problem(file, shown, words(error));
    }

    /** Adds what a look at the analyst's own line tells. */
    static Problem hinted(Problem problem, String text) {
        String line =
                problem.line()
                        .filter(number -> number > 0)
                        .flatMap(number -> text.lines().skip(number - 1L).findFirst())
                        .orElse("");
        Matcher typed = CHINESE_PUNCTUATION.matcher(QUOTED.matcher(line).replaceAll(""));
        return typed.find()
                ? new Problem(
                        problem.file(),
                        problem.line(),
                        Reason.of(
                                "rule-chinese-punctuation",
                                "{said}; the line has Chinese punctuation ({sign}) where rules need"
                                        + " the English one",
                                "said",
                                problem.reason(),
                                "sign",
                                typed.group()))
                : problem;
    }

    /**
     * The line of an error. Of one in a right-hand side Drools tells only the line in the Java
     * class that it makes of the rule, whose method has four lines before the first of the
     * right-hand side.
     */
    private static int lineOf(DroolsError error, String drl) {
        if (error instanceof DescrBuildError build
                && build.getDescr() instanceof RuleDescr rule
                && build.getObject() instanceof CompilationProblem[] problems
                && problems.length > 0) {
            int inBody = problems[0].getStartLine() - rule.getConsequenceOffset() - 4;
            return inBody < 0 ? rule.getLine() : firstLineOfBody(rule, drl) + inBody;
        }
        int[] lines = error.getLines();
        return lines != null && lines.length > 0 ? lines[0] : -1;
    }

    private static int firstLineOfBody(RuleDescr rule, String drl) {
        List<String> lines = drl.lines().skip(rule.getConsequenceLine() - 1L).toList();
        int skipped = 0;
        while (skipped + 1 < lines.size() && isOnlyThen(lines.get(skipped))) {
            skipped++;
        }
        return rule.getConsequenceLine() + skipped;
    }

    private static boolean isOnlyThen(String line) {
        return line.isBlank() || line.strip().endsWith("then");
    }

    private static Reason words(DroolsError error) {
        String message = error.getMessage();
        if (error instanceof DescrBuildError build
                && build.getObject() instanceof CompilationProblem[] problems
                && problems.length > 0) {
            message = problems[0].getMessage();
        }
        Reason why = plain(message);
        return error instanceof DescrBuildError build
                        && build.getParentDescr() instanceof RuleDescr rule
                ? inRule(rule.getName(), why)
                : why;
    }

    /** With the name of the rule in which it is so. */
    static Reason inRule(String rule, Reason why) {
        Map<String, String> params = new HashMap<>(why.params());
        params.put("inRule", rule);
        return new Reason(why.key(), params, "Rule \"" + rule + "\": " + why.text());
    }

    private static Reason plain(String message) {
        return Stream.of(
                        words(SYNTAX, message, Reasons::syntax),
                        words(NO_METHOD, message, Reasons::noMethod),
                        words(WRONG_ARGUMENTS, message, Reasons::wrongArguments),
                        words(NO_TYPE, message, Reasons::noType),
                        words(NO_GLOBAL, message, Reasons::noGlobal),
                        words(NO_FIELD, message, m -> noProperty(m.group(2), m.group(1))),
                        words(NO_PROPERTY, message, m -> noProperty(m.group(1), m.group(2))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Reason.of("rule-compiler", "{said}", "said", firstLine(message)));
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

    private static Optional<Integer> first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("no reason given");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
