package io.dragoman.rules.drools;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Puts {@link Patience#matches} in the place of {@code x matches "regex"}, so that a regular
 * expression that backtracks for ever ends in time.
 */
final class RegexGuard {

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private static final Pattern MATCHES =
            Pattern.compile(
                    "(?<![\\w.$])([A-Za-z_$][\\w.$]*(?:\\(\\))?)\\s+(not\\s+)?matches\\s+("
                            + QUOTED.pattern()
                            + ")");

    private RegexGuard() {}

    /**
     * Changes the conditions of a file.
     *
     * @return how many regular expressions are guarded now
     */
    static int guard(PackageDescr content) {
        int guarded = 0;
        for (RuleDescr rule : content.getRules()) {
            guarded += guard(rule.getLhs(), rule.getName());
        }
        if (guarded > 0) {
            content.addImport(new ImportDescr(Patience.class.getName()));
        }
        return guarded;
    }

    private static int guard(BaseDescr part, String rule) {
        return switch (part) {
            case ExprConstraintDescr constraint -> guardExpression(constraint, rule);
            case PatternDescr pattern -> guard((BaseDescr) pattern.getConstraint(), rule);
            case ConditionalElementDescr element -> {
                int guarded = 0;
                for (Object child : element.getDescrs()) {
                    guarded += child instanceof BaseDescr descr ? guard(descr, rule) : 0;
                }
                yield guarded;
            }
            case null, default -> 0;
        };
    }

    private static int guardExpression(ExprConstraintDescr constraint, String rule) {
        String expression = constraint.getExpression();
        // A bound expression (name : property matches …) would bind the answer instead.
        if (QUOTED.matcher(expression).replaceAll("").contains(":")) {
            return 0;
        }
        String name = rule.replace("\\", "\\\\").replace("\"", "\\\"");
        int[] guarded = new int[1];
        Matcher matcher = MATCHES.matcher(expression);
        constraint.setExpression(
                matcher.replaceAll(
                        found -> {
                            guarded[0]++;
                            String not = found.group(2) == null ? "" : "!";
                            return Matcher.quoteReplacement(
                                    "%sPatience.matches(%s, %s, \"%s\")"
                                            .formatted(not, found.group(1), found.group(3), name));
                        }));
        return guarded[0];
    }
}
