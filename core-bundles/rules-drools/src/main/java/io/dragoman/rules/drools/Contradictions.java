package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * What files that can be read say wrongly all the same: names given twice, groups and globals that
 * there are not.
 */
final class Contradictions {

    private static final Map<String, String> GLOBALS =
            Map.of("decide", "Decide", "pricing", "Pricing");

    private Contradictions() {}

    /**
     * Looks at all files together.
     *
     * @param settled says of a file whether it was in force before
     */
    static List<Problem> in(List<ParsedFile> files, Predicate<String> settled) {
        List<Problem> problems = new ArrayList<>(names(files, settled));
        problems.addAll(groups(files));
        problems.addAll(globals(files));
        return problems;
    }

    private static List<Problem> names(List<ParsedFile> files, Predicate<String> settled) {
        List<Problem> problems = new ArrayList<>();
        Map<String, ParsedFile> holders = new HashMap<>();
        for (ParsedFile file : files) {
            Set<String> own = new LinkedHashSet<>();
            for (RuleDescr rule : file.rules()) {
                if (!own.add(rule.getName())) {
                    problems.add(twice(rule, file, file));
                    continue;
                }
                ParsedFile other = holders.putIfAbsent(rule.getName(), file);
                if (other != null && !other.equals(file)) {
                    boolean blameOther = settled.test(file.name()) && !settled.test(other.name());
                    problems.add(blameOther ? twice(rule, other, file) : twice(rule, file, other));
                }
            }
        }
        return problems;
    }

    private static Problem twice(RuleDescr rule, ParsedFile file, ParsedFile other) {
        int line =
                file.rules().stream()
                        .filter(own -> own.getName().equals(rule.getName()))
                        .reduce((first, last) -> last)
                        .map(RuleDescr::getLine)
                        .orElse(0);
        return new Problem(
                file.name(),
                Optional.of(file.line().applyAsInt(line)).filter(row -> row > 0),
                other.equals(file)
                        ? Reason.of(
                                "rule-name-twice",
                                "Rule \"{rule}\" stands twice in this file; every rule needs a name"
                                        + " of its own",
                                "rule",
                                rule.getName())
                        : Reason.of(
                                "rule-name-taken",
                                "Rule \"{rule}\" stands also in {file}; every rule needs a name of"
                                        + " its own",
                                "rule",
                                rule.getName(),
                                "file",
                                other.name()));
    }

    private static List<Problem> groups(List<ParsedFile> files) {
        List<Problem> problems = new ArrayList<>();
        for (ParsedFile file : files) {
            for (RuleDescr rule : file.rules()) {
                String group = file.group(rule);
                if (RuleGroup.named(group).isEmpty()) {
                    problems.add(
                            new Problem(
                                    file.name(),
                                    Optional.of(file.line().applyAsInt(rule.getLine())),
                                    Reason.of(
                                            "rule-group",
                                            "Rule \"{rule}\": there is no ruleflow-group"
                                                    + " \"{group}\"; use one of {known}",
                                            "rule",
                                            rule.getName(),
                                            "group",
                                            group,
                                            "known",
                                            RuleGroup.names())));
                }
            }
        }
        return problems;
    }

    private static List<Problem> globals(List<ParsedFile> files) {
        List<Problem> problems = new ArrayList<>();
        for (ParsedFile file : files) {
            for (GlobalDescr global : file.content().getGlobals()) {
                String type = global.getType().substring(global.getType().lastIndexOf('.') + 1);
                if (!type.equals(GLOBALS.get(global.getIdentifier()))) {
                    problems.add(
                            new Problem(
                                    file.name(),
                                    Optional.of(file.line().applyAsInt(global.getLine()))
                                            .filter(line -> line > 0),
                                    Reason.of(
                                            "rule-global",
                                            "There is no global {type} {name}; there are Decide"
                                                    + " decide and Pricing pricing",
                                            "type",
                                            type,
                                            "name",
                                            global.getIdentifier())));
                }
            }
        }
        return problems;
    }
}
