package io.dragoman.skill.desktools;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Tool.Actor;
import io.dragoman.api.skill.Tool.Caller;
import io.dragoman.api.skill.Tool.Result;
import io.dragoman.testkit.SkillTester;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeskToolsSkillTest {

    private final List<String> opened = new ArrayList<>();
    private final DeskToolsSkill skill =
            new DeskToolsSkill(
                    (site, team, subject, text) -> {
                        opened.add(site + "|" + subject + "|" + text);
                        return "t1";
                    });

    private Tool<?> tool(String name) {
        return skill.spec().tools().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private Result transfer(String summary, Caller caller) {
        return ((Tool<DeskToolsSkill.Summary>) tool("transfer_to_human_agents"))
                .call()
                .apply(new DeskToolsSkill.Summary(summary), caller);
    }

    @Test
    void isASoundSkill() {
        SkillTester.talkTo(skill);
    }

    @Test
    @SuppressWarnings("unchecked")
    void calculatesOrSaysWhyNot() {
        var call = ((Tool<DeskToolsSkill.Expression>) tool("calculate")).call();
        var caller = new Caller("demo", Optional.empty());
        assertThat(call.apply(new DeskToolsSkill.Expression("2 + 2"), caller))
                .isEqualTo(new Result.Ok("4.0"));
        assertThat(call.apply(new DeskToolsSkill.Expression("2 / 0"), caller))
                .isEqualTo(new Result.Failed("Error: division by zero"));
    }

    @Test
    void opensATicketForAnotherAgent() {
        var agent = new Caller("demo", Optional.empty(), Actor.SERVICE, Optional.empty());
        assertThat(transfer("wants a price match", agent))
                .isEqualTo(new Result.Ok("Transfer successful"));
        assertThat(opened).containsExactly("demo|wants a price match|wants a price match");
    }

    @Test
    void leavesTheHandingOverOfAConversationToTheCore() {
        assertThat(transfer("help", new Caller("demo", Optional.of("C1001"))))
                .isInstanceOf(Result.Failed.class);
        assertThat(opened).isEmpty();
    }
}
