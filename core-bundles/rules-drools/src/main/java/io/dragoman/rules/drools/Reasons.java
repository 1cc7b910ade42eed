package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.compiler.compiler.DescrBuildError;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DroolsError;
import org.kie.internal.jci.CompilationProblem;

/** Words for an analyst: what the parser and the compiler complain about, and where. */
final class Reasons {

    private static final Pattern CELL = Pattern.compile("\\b[A-Z]{1,2}(\\d{1,5})\\b");
    private static final Pattern ROW = Pattern.compile("\\brow:? ?(\\d{1,5})\\b");

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
        Reason why = CompilerWords.of(message);
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

    private static Optional<Integer> first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** The first line of a message, not too long. */
    static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("no reason given");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }
}
