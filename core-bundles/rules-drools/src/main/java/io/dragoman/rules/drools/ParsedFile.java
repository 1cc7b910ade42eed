package io.dragoman.rules.drools;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A rule file that was understood, whatever form it had.
 *
 * @param drl its rules in Drools' own language
 * @param content the same as a tree, to look at
 * @param line from a line of the rules as Drools sees them to the line, or the row of a sheet, that
 *     the analyst sees
 * @param plain whether its rules may be fired on the caller's thread
 */
record ParsedFile(
        RuleSource source, String drl, PackageDescr content, IntUnaryOperator line, boolean plain) {

    /** Attributes that name a group: the one to use, and its name from before Drools 10. */
    static final Set<String> GROUPS = Set.of("ruleflow-group", "agenda-group");

    String name() {
        return source.name();
    }

    /** Whether other files may need it for more than its rules. */
    boolean sharesDefinitions() {
        return !content.getFunctions().isEmpty()
                || !content.getClassAndEnumDeclarationDescrs().isEmpty();
    }

    /** The group that a rule names, itself or for its whole file; empty when there is none. */
    String group(RuleDescr rule) {
        return Stream.concat(
                        GROUPS.stream().map(name -> rule.getAttributes().get(name)),
                        GROUPS.stream().map(content::getAttribute))
                .filter(Objects::nonNull)
                .findFirst()
                .map(group -> group.getValue().replace("\"", "").strip())
                .orElse("");
    }

    /** Whether a rule of this file belongs to a group; the file was parsed, so each has one. */
    boolean isOf(RuleDescr rule, RuleGroup group) {
        return RuleGroup.named(group(rule)).orElseThrow() == group;
    }

    /** The rules, without queries, in their order. */
    List<RuleDescr> rules() {
        return content.getRules().stream().filter(rule -> !rule.isQuery()).toList();
    }
}
