package io.dragoman.rules.drools;

import io.dragoman.api.rules.Decide;
import io.dragoman.api.rules.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The {@code decide} of one firing: puts the name of the firing rule to each decision. */
final class DecisionCollector extends Recorder implements Decide {

    private static final String MAY_CALL = "route";

    private final boolean chinese;
    private final String phase;
    private final List<Supplier<Decision>> decisions = new ArrayList<>();

    DecisionCollector(RuleBase base, long deadline, boolean chinese, String phase) {
        super(base, deadline);
        this.chinese = chinese;
        this.phase = phase;
    }

    private void add(Decision decision) {
        decisions.add(() -> decision);
    }

    List<Decision> decisions() {
        return decisions.stream().map(Supplier::get).toList();
    }

    @Override
    public void say(String text) {
        add(new Decision.Say(current(), text));
    }

    @Override
    public void say(String zh, String en) {
        say(in(zh, en));
    }

    @Override
    public void ask(String prompt, String... options) {
        add(new Decision.Ask(current(), prompt, List.of(options)));
    }

    @Override
    public void startSkill(String skill) {
        startSkill(skill, Map.of());
    }

    @Override
    public void startSkill(String skill, String slot, String value) {
        startSkill(skill, Map.of(slot, value));
    }

    @Override
    public void startSkill(String skill, Map<String, String> slots) {
        add(new Decision.StartSkill(current(), skill, slots));
    }

    @Override
    public void tag(String tag) {
        add(new Decision.Tag(current(), tag));
    }

    @Override
    public void priority(int priority) {
        if (priority < 0 || priority > 2) {
            throw new IllegalArgumentException(
                    "A priority is 0 (normal), 1 (high) or 2 (urgent), not " + priority);
        }
        add(new Decision.SetPriority(current(), priority));
    }

    @Override
    public void handOver() {
        handOver("", "");
    }

    @Override
    public void handOver(String team) {
        handOver(team, "");
    }

    @Override
    public void handOver(String team, String why) {
        add(new Decision.HandOver(current(), team, why));
    }

    @Override
    public void openTicket(String team, String subject) {
        add(new Decision.OpenTicket(current(), team, subject));
    }

    @Override
    public void block(String text) {
        add(new Decision.Block(current(), text));
    }

    @Override
    public void block(String zh, String en) {
        block(in(zh, en));
    }

    @Override
    public Decide.Call call(String tool) {
        if (!phase.equals(MAY_CALL)) {
            throw new IllegalStateException(
                    "decide.call(\"%s\") works in the phase route only, and this is the phase %s; take the ruleflow-group away"
                            .formatted(tool, phase));
        }
        var wording = new Wording(tool);
        decisions.add(wording::done);
        return wording;
    }

    @Override
    public String in(String zh, String en) {
        return chinese ? zh : en;
    }

    /** A call that its rule is still wording. */
    private final class Wording implements Decide.Call {

        private final String rule = current();
        private final String tool;
        private final Map<String, Object> arguments = new LinkedHashMap<>();
        private String tell = "";
        private String otherwise = "";

        Wording(String tool) {
            this.tool = tool;
        }

        @Override
        public Decide.Call with(String argument, Object value) {
            arguments.put(argument, value);
            return this;
        }

        @Override
        public Decide.Call tell(String zh, String en) {
            return tell(in(zh, en));
        }

        @Override
        public Decide.Call tell(String text) {
            tell = text;
            return this;
        }

        @Override
        public Decide.Call otherwise(String zh, String en) {
            otherwise = in(zh, en);
            return this;
        }

        Decision done() {
            return new Decision.Call(rule, tool, arguments, tell, otherwise);
        }
    }
}
