package io.dragoman.rules.drools;

import io.dragoman.api.rules.Decide;
import io.dragoman.api.rules.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code decide} of one firing: puts the name of the firing rule to each decision. */
final class DecisionCollector extends Recorder implements Decide {

    private final boolean chinese;
    private final List<Decision> decisions = new ArrayList<>();

    DecisionCollector(RuleBase base, long deadline, boolean chinese) {
        super(base, deadline);
        this.chinese = chinese;
    }

    List<Decision> decisions() {
        return decisions;
    }

    @Override
    public void say(String text) {
        decisions.add(new Decision.Say(current(), text));
    }

    @Override
    public void say(String zh, String en) {
        say(in(zh, en));
    }

    @Override
    public void ask(String prompt, String... options) {
        decisions.add(new Decision.Ask(current(), prompt, List.of(options)));
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
        decisions.add(new Decision.StartSkill(current(), skill, slots));
    }

    @Override
    public void tag(String tag) {
        decisions.add(new Decision.Tag(current(), tag));
    }

    @Override
    public void priority(int priority) {
        if (priority < 0 || priority > 2) {
            throw new IllegalArgumentException(
                    "A priority is 0 (normal), 1 (high) or 2 (urgent), not " + priority);
        }
        decisions.add(new Decision.SetPriority(current(), priority));
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
        decisions.add(new Decision.HandOver(current(), team, why));
    }

    @Override
    public void openTicket(String team, String subject) {
        decisions.add(new Decision.OpenTicket(current(), team, subject));
    }

    @Override
    public void block(String text) {
        decisions.add(new Decision.Block(current(), text));
    }

    @Override
    public void block(String zh, String en) {
        block(in(zh, en));
    }

    @Override
    public String in(String zh, String en) {
        return chinese ? zh : en;
    }
}
