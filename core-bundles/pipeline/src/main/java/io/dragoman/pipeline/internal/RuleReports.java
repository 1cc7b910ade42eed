package io.dragoman.pipeline.internal;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.RuleEngine.Outcome;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What the trace shows of rules, and the marks (tags, priority, tickets) that rules leave. */
final class RuleReports {

    private RuleReports() {}

    static Report of(String key, Outcome outcome) {
        var report = Report.of(key, "count", Integer.toString(outcome.fired().size()));
        if (outcome.fired().isEmpty()) {
            return report;
        }
        var fired = new ArrayList<Object>();
        outcome.fired()
                .forEach(rule -> fired.add(Map.of("name", rule.rule(), "file", rule.file())));
        return report.with("rules", List.copyOf(fired)).with("decisions", decisions(outcome));
    }

    private static List<Object> decisions(Outcome outcome) {
        var trees = new ArrayList<Object>();
        for (var decision : outcome.decisions()) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("rule", decision.rule());
            switch (decision) {
                case Decision.Say say -> put(tree, "say", "text", say.text());
                case Decision.Ask ask -> put(tree, "ask", "text", ask.prompt());
                case Decision.StartSkill start -> put(tree, "start-skill", "skill", start.skill());
                case Decision.Tag tag -> put(tree, "tag", "tag", tag.tag());
                case Decision.SetPriority set ->
                        put(tree, "priority", "priority", Integer.toString(set.priority()));
                case Decision.HandOver over -> put(tree, "hand-over", "team", over.team());
                case Decision.OpenTicket open -> put(tree, "ticket", "text", open.subject());
                case Decision.Block block -> put(tree, "block", "text", block.text());
                case Decision.Call call -> put(tree, "call", "tool", call.tool());
            }
            trees.add(tree);
        }
        return trees;
    }

    private static void put(Map<String, Object> tree, String kind, String name, String value) {
        tree.put("type", kind);
        tree.put(name, value);
    }

    static Effects marks(Outcome outcome) {
        var tags = new LinkedHashSet<String>();
        var tickets = new ArrayList<Effects.Ticket>();
        var priority = OptionalInt.empty();
        for (var decision : outcome.decisions()) {
            switch (decision) {
                case Decision.Tag tag -> tags.add(tag.tag());
                case Decision.SetPriority set ->
                        priority = OptionalInt.of(Math.clamp(set.priority(), 0, 2));
                case Decision.OpenTicket open ->
                        tickets.add(new Effects.Ticket(open.team(), open.subject()));
                default -> {}
            }
        }
        return Effects.NONE.withMarks(tags, priority, tickets);
    }
}
