package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the customer whether something may be changed, and understands the answer. Used once. */
final class ProposalTurn {

    private final LoadedSkill skill;
    private final CustomerTurn turn;
    private final Filling filling;
    private final DialogueRules rules;

    ProposalTurn(LoadedSkill skill, CustomerTurn turn, Filling filling, DialogueRules rules) {
        this.skill = skill;
        this.turn = turn;
        this.filling = filling;
        this.rules = rules;
    }

    /** The skill itself proposes a change. */
    DialogueResult propose(Turn.Propose wish) {
        var spec = skill.spec();
        var name = wish.tool().name();
        if (skill.tool(name).filter(t -> t.effect() == Tool.Effect.CHANGES).isEmpty()) {
            return failed("proposed '" + name + "', which is no tool of its own that CHANGES");
        }
        var then = wish.then();
        if (!then.isEmpty() && (!spec.steps().containsKey(then) || !spec.slots(then).isEmpty())) {
            return failed(
                    "the step '" + then + "' after '" + name + "' must exist and need no slots");
        }
        var arguments = arguments(wish.arguments());
        return ask(
                new Proposal(
                        turn.id(),
                        name,
                        arguments,
                        turn.customerId(),
                        then,
                        "",
                        "",
                        turn.now().plus(rules.patience()),
                        ToolCall.Face.DIALOGUE),
                wish.parts());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(Record arguments) {
        return arguments instanceof Tool.Values values
                ? (Map<String, Object>) JsonTree.of(values.all())
                : (Map<String, Object>) JsonTree.of(arguments);
    }

    /** Asks, after these words. */
    DialogueResult ask(Proposal proposal, List<Part> words) {
        var tool = skill.tool(proposal.tool());
        if (tool.isEmpty()) {
            return failed("has no tool '" + proposal.tool() + "' any more");
        }
        if (tool.get().whom() == Tool.Whom.CUSTOMER && turn.customerId().isEmpty()) {
            return finished("signin.needed", true);
        }
        if (ToolArguments.bind(tool.get(), proposal.arguments())
                instanceof ToolArguments.Binding.Wrong<?> wrong) {
            return failed(
                    "the arguments of '"
                            + proposal.tool()
                            + "': "
                            + String.join("; ", wrong.problems()));
        }
        filling.propose(Optional.of(proposal));
        var parts = new ArrayList<>(words);
        parts.add(question(tool.get(), proposal));
        filling.offer(parts);
        return new DialogueResult.Say(parts, filling.state());
    }

    private Part question(Tool<?> tool, Proposal proposal) {
        var values = values(tool, proposal).toArray();
        var words = skill.texts().get(turn.locale(), tool.name() + ".confirm", values);
        return new Part.Choices(
                words,
                List.of(
                        new Part.Action(text("proposal.yes"), proposal.payload(true)),
                        new Part.Action(text("proposal.no"), proposal.payload(false))));
    }

    /** The pending question once more. */
    List<Part> question(Proposal proposal) {
        return skill.tool(proposal.tool())
                .map(tool -> List.of(question(tool, proposal)))
                .orElse(List.of());
    }

    /** Understands the answer to the pending question. */
    DialogueResult answer(Proposal proposal) {
        var answer = proposal.answer(turn.said());
        if (answer.isEmpty()) {
            return filling.failed() >= rules.tries()
                    ? finished("proposal.left", true)
                    : ask(proposal, List.of());
        }
        if (!answer.get()) {
            return finished("proposal.declined", true);
        }
        if (!proposal.customerId().equals(turn.customerId())) {
            return finished("proposal.other-customer", true);
        }
        if (turn.now().isAfter(proposal.until())) {
            var anew = proposal.renewed(turn.id(), turn.now().plus(rules.patience()));
            return ask(anew, List.of(Part.text(text("proposal.expired"))));
        }
        return new DialogueResult.Execute(proposal, filling.state());
    }

    /** Goes on when the change has been made, or has failed. */
    DialogueResult conclude(Proposal proposal, ToolOutcome outcome) {
        filling.propose(Optional.empty());
        if (!proposal.then().isEmpty() && skill.spec().steps().containsKey(proposal.then())) {
            filling.moveTo(proposal.then());
            return new SkillTurn(skill, turn, filling, rules, Optional.of(result(outcome)))
                    .advance();
        }
        var words =
                outcome instanceof ToolOutcome.Answered answered
                        ? done(proposal, answered.value())
                        : failed(proposal, outcome);
        return new DialogueResult.Finished(List.of(Part.text(words)), false, filling.state());
    }

    private static Tool.Result result(ToolOutcome outcome) {
        return outcome instanceof ToolOutcome.Answered answered
                ? new Tool.Result.Ok(answered.value())
                : new Tool.Result.Failed(ToolOutcome.reason(outcome));
    }

    private String done(Proposal proposal, Object value) {
        if (!proposal.tell().isEmpty()) {
            return Template.fill(proposal.tell(), value);
        }
        return own(proposal, ".done", "").orElseGet(() -> text("proposal.done"));
    }

    private String failed(Proposal proposal, ToolOutcome outcome) {
        if (!proposal.otherwise().isEmpty()) {
            return proposal.otherwise();
        }
        return own(proposal, ".failed", ToolOutcome.reason(outcome))
                .orElseGet(() -> text("proposal.failed"));
    }

    /** The skill's own words, if it has any; {0}, {1} … are the arguments, the reason is last. */
    private Optional<String> own(Proposal proposal, String ending, String reason) {
        var key = proposal.tool() + ending;
        return skill.tool(proposal.tool())
                .filter(tool -> skill.texts().has(key))
                .map(
                        tool -> {
                            var values = new ArrayList<Object>(values(tool, proposal));
                            values.add(reason);
                            return skill.texts().get(turn.locale(), key, values.toArray());
                        });
    }

    private static List<String> values(Tool<?> tool, Proposal proposal) {
        return ToolSchema.names(tool).stream()
                .map(name -> Template.words(proposal.arguments().get(name)))
                .toList();
    }

    private String text(String key) {
        return rules.texts().get(turn.locale(), key);
    }

    private DialogueResult finished(String key, boolean cancelled) {
        filling.propose(Optional.empty());
        return new DialogueResult.Finished(
                List.of(Part.text(text(key))), cancelled, filling.state());
    }

    private DialogueResult failed(String reason) {
        return new DialogueResult.Failed(skill.spec().id() + ": " + reason, filling.state());
    }
}
