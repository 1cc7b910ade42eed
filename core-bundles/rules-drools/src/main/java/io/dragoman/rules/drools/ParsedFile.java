package io.dragoman.rules.drools;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.drools.drl.ast.descr.AttributeDescr;
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

    static final String AGENDA_GROUP = "agenda-group";

    String name() {
        return source.name();
    }

    /** Whether other files may need it for more than its rules. */
    boolean sharesDefinitions() {
        return !content.getFunctions().isEmpty()
                || !content.getClassAndEnumDeclarationDescrs().isEmpty();
    }

    /**
     * The {@code agenda-group} of a rule, its own or that of the file; empty when there is none.
     */
    String agendaGroup(RuleDescr rule) {
        AttributeDescr own = rule.getAttributes().get(AGENDA_GROUP);
        AttributeDescr shared = content.getAttribute(AGENDA_GROUP);
        AttributeDescr group = own != null ? own : shared;
        return group == null ? "" : group.getValue().replace("\"", "").strip();
    }

    /** The rules, without queries, in their order. */
    List<RuleDescr> rules() {
        return content.getRules().stream().filter(rule -> !rule.isQuery()).toList();
    }
}
