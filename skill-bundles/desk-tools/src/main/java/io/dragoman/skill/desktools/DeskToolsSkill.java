package io.dragoman.skill.desktools;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.handoff.Cases;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** No dialogue, only tools: for language models and other agents that work at the desk. */
@Component
@SkillId("desk-tools")
public final class DeskToolsSkill implements Skill {

    /** What {@code calculate} takes. */
    record Expression(
            @Means("Numbers, + - * /, parentheses and spaces, such as '2 + 2'")
                    String expression) {}

    /** What {@code transfer_to_human_agents} takes. */
    record Summary(@Means("A summary of the customer's issue") String summary) {}

    private static final int SUBJECT = 120;

    private final Cases cases;

    /** Created by the container. */
    @Activate
    public DeskToolsSkill(@Reference(name = "cases") Cases cases) {
        this.cases = cases;
    }

    @Override
    public SkillSpec spec() {
        return skill("desk-tools")
                .tool(
                        Tool.reading(
                                "calculate",
                                "The value of a mathematical expression, rounded to cents",
                                Expression.class,
                                (wanted, caller) -> calculate(wanted.expression())))
                .tool(
                        Tool.changing(
                                "transfer_to_human_agents",
                                "Hand a customer's issue that the tools cannot solve over to a"
                                        + " person: opens a ticket with the summary",
                                Summary.class,
                                (wanted, caller) -> transfer(wanted.summary(), caller)))
                .build();
    }

    private Tool.Result transfer(String summary, Tool.Caller caller) {
        if (caller.actor() == Tool.Actor.CUSTOMER) {
            return new Tool.Result.Failed(
                    "Error: this conversation itself is handed over when the customer says 'talk"
                            + " to a person'");
        }
        var about = caller.customerId().map(id -> "\n\nCustomer: " + id).orElse("");
        var subject = summary.length() > SUBJECT ? summary.substring(0, SUBJECT) + "…" : summary;
        cases.open(caller.site(), "", subject, summary + about);
        return new Tool.Result.Ok("Transfer successful");
    }

    private static Tool.Result calculate(String expression) {
        try {
            return new Tool.Result.Ok(Calculator.calculate(expression));
        } catch (ArithmeticException e) {
            return new Tool.Result.Failed("Error: " + e.getMessage());
        }
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return Turn.pass("it only has tools");
    }
}
