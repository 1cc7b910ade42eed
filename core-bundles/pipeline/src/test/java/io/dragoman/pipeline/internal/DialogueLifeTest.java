package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.DialogueEngine;
import io.dragoman.dialogue.DialogueStack;
import io.dragoman.dialogue.DialogueState;
import io.dragoman.dialogue.IntentRanking;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.storage.Message;
import io.dragoman.storage.ToolRunStore.Run;
import io.dragoman.testkit.Configs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dialogue over its whole life: agreed to, interrupted, moved, crashed, called off. */
class DialogueLifeTest {

    @TempDir Path folder;
    private PipelineWorld world;
    private final TestSkills skills = new TestSkills();
    private SkillDialogues dialogues;
    private Changes changes;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
        var engine = new DialogueEngine(Duration.ofSeconds(5), 3);
        var tools = new ToolCaller(skills, Duration.ofSeconds(5));
        changes = new Changes(tools, world.stores.runs(), world.json, Clock.systemUTC());
        dialogues =
                new SkillDialogues(skills, engine, changes, Shops.only(), world.facts, world.json);
        world.afterwards = new ComingBack(dialogues);
        world.crash();
        var rules =
                new RulesStage(
                        world.facts,
                        world.rules,
                        turn -> Optional.empty(),
                        dialogues,
                        new RuleCalls(tools, dialogues));
        world.rules.in(Phase.ROUTE, facts -> decisions(facts.toString()));
        var elsewhere = new Elsewhere(world.stores.log(), world.log, dialogues);
        world.with(
                        new DialogueStage(dialogues, understanding),
                        rules,
                        new DialogueElsewhereStage(dialogues, elsewhere),
                        intents(),
                        new DialogueAgainStage(dialogues),
                        PipelineWorld.echo())
                .start();
    }

    /** Sure of the skills' own names, as if these were their examples, and of nothing else. */
    private final Understanding understanding =
            new Understanding(
                    DialogueLifeTest::named,
                    () -> true,
                    new KnowledgeStageTest.Fixed(
                            new Verdict.Pass(
                                    List.of(), new Verdict.Thresholds(0.7, 0.03, 0.8, 0.6))),
                    Configs.of(Understanding.Config.class, Map.of()));

    private static IntentRanking named(String text) {
        var named =
                List.of("cancel", "size").stream()
                        .filter(text::equals)
                        .map(id -> new IntentRanking.Candidate(id, 1, id, "wording"))
                        .toList();
        return new IntentRanking(
                named, named.stream().findFirst(), !named.isEmpty(), named, false, 0.7);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    @Test
    void aStageLeavesASkillItsWholeTimeLimit() {
        var patient = new DialogueEngine(Duration.ofSeconds(60), 3);
        var slow =
                new SkillDialogues(skills, patient, changes, Shops.only(), world.facts, world.json);
        assertThat(
                        List.of(
                                new DialogueStage(slow, understanding).limit(),
                                new DialogueAgainStage(slow).limit()))
                .allMatch(limit -> limit.compareTo(patient.limit()) > 0);
    }

    private static List<Decision> decisions(String facts) {
        if (facts.contains("when do you close")) {
            return List.of(new Decision.Say("hours", "We close at ten."));
        }
        if (facts.contains("where is dm100007")) {
            return List.of(
                    new Decision.Call(
                            "where",
                            "order_state",
                            Map.of("number", "DM100007"),
                            "It is {state}.",
                            ""));
        }
        if (facts.contains("rule, cancel it")) {
            var order = Map.<String, Object>of("number", "DM100008");
            return List.of(
                    new Decision.Call("cancel", "cancel_order", order, "Gone: {number}", ""));
        }
        if (facts.contains("call nothing")) {
            return List.of(
                    new Decision.Call("lost", "no_such_tool", Map.of(), "", ""),
                    new Decision.Call("odd", "order_state", Map.of("nummer", 1), "", "No luck."));
        }
        return List.of();
    }

    /** Starts the skill that a sentence begins with. */
    private Stage intents() {
        return stage(
                "skill",
                turn ->
                        List.of("cancel", "size", "basket").stream()
                                .filter(id -> turn.text().startsWith(id))
                                .findFirst()
                                .map(id -> dialogues.begin(turn, id, Map.of()))
                                .orElseGet(() -> StageResult.pass(Report.of("skill.none"))));
    }

    private static String all(Message message) {
        return message.parts().stream()
                .map(
                        part ->
                                part instanceof Part.Choices choices
                                        ? choices.prompt()
                                        : part instanceof Part.Text text ? text.text() : "")
                .collect(Collectors.joining(" | "));
    }

    private String asks(String id, String text) {
        return all(world.asks(id, text));
    }

    @Test
    void changesOnceAfterAYes() {
        var ann = world.customer("ann");
        assertThat(asks(ann, "cancel DM100001")).isEqualTo("Shall I cancel DM100001?");
        assertThat(skills.cancelled).isEmpty();
        assertThat(asks(ann, "yes")).isEqualTo("DM100001 is cancelled.");
        assertThat(skills.cancelled).containsExactly("DM100001 " + ann + ":1");
        assertThat(asks(ann, "confirm:yes:" + ann + ":1")).contains("answered already");
        assertThat(skills.cancelled).hasSize(1);
    }

    @Test
    void aButtonBeginsItsSkillThoughTheWordsBeforeItWereAQuestion() {
        var ann = world.customer("ann");
        assertThat(asks(ann, "skill:wary#how+do+I+do+it")).isEqualTo("At your service.");
        assertThat(asks(ann, "skill:wary#do+it")).isEqualTo("At your service: do it");
    }

    @Test
    void answersAnotherQuestionInBetweenAndComesBack() {
        var ann = world.customer("ann");
        assertThat(asks(ann, "cancel")).isEqualTo("Which order?");
        assertThat(asks(ann, "by the way, when do you close?"))
                .isEqualTo("We close at ten. | Back to “cancel”: | Which order?");
        assertThat(asks(ann, "DM100001")).isEqualTo("Shall I cancel DM100001?");
        assertThat(asks(ann, "when do you close?"))
                .isEqualTo("We close at ten. | Back to “cancel”: | Shall I cancel DM100001?");
        assertThat(asks(ann, "好的")).isEqualTo("DM100001 is cancelled.");
    }

    @Test
    void nagsNobodyWhoGoesOnAskingOtherThings() {
        var ann = world.customer("ann");
        asks(ann, "cancel");
        assertThat(asks(ann, "when do you close?")).contains("Back to “cancel”");
        assertThat(asks(ann, "when do you close?")).contains("Back to “cancel”");
        assertThat(asks(ann, "when do you close?")).isEqualTo("We close at ten.");
        assertThat(asks(ann, "DM100001")).isEqualTo("Shall I cancel DM100001?");
        assertThat(asks(ann, "when do you close?")).contains("Back to “cancel”");
    }

    @Test
    void beginsTheSkillOfAButtonWithWhatTheCustomerHadSaid() {
        var ann = world.customer("ann");
        var button = dialogues.button(LadderTest.turn("what about DM100009"), "cancel");
        assertThat(button.orElseThrow().label()).isEqualTo("cancel");
        assertThat(asks(ann, button.get().payload())).isEqualTo("Shall I cancel DM100009?");
        var other = dialogues.button(LadderTest.turn("DM100010, I mean"), "cancel");
        assertThat(asks(ann, other.orElseThrow().payload())).isEqualTo("Shall I cancel DM100010?");
        assertThat(dialogues.button(LadderTest.turn("hello"), "gone")).isEmpty();
    }

    @Test
    void takesForNoAnswerWhatSurelyMeansAnotherSkill() {
        var ann = world.customer("ann");
        assertThat(asks(ann, "basket")).isEqualTo("Which items?");
        assertThat(asks(ann, "cancel")).isEqualTo("Which order?");
        assertThat(asks(ann, "DM100001")).isEqualTo("Shall I cancel DM100001?");
        assertThat(asks(ann, "yes"))
                .isEqualTo("DM100001 is cancelled. | Back to “basket”: | Which items?");
        assertThat(asks(ann, "two cups, cancel none")).isEqualTo("price of two cups, cancel none");
    }

    @Test
    void letsAnotherSkillInterruptAndComesBack() {
        var ann = world.customer("ann");
        asks(ann, "cancel");
        assertThat(asks(ann, "size?")).isEqualTo("Which height?");
        assertThat(asks(ann, "181")).isEqualTo("size for 181 | Back to “cancel”: | Which order?");
        assertThat(asks(ann, "DM100002")).isEqualTo("Shall I cancel DM100002?");
        assertThat(asks(ann, "算了")).contains("保持不变");
        assertThat(world.now(ann).bot().dialogue()).isEmpty();
    }

    @Test
    void survivesARestart() {
        var ann = world.customer("ann");
        asks(ann, "cancel DM100003");
        var kept = dialogues.read(world.now(ann).bot().dialogue(), ann).orElseThrow();
        var written = world.json.write(kept.toTree());
        assertThat(DialogueStack.fromTree(world.json.read(written))).isEqualTo(kept);
        assertThat(asks(ann, "yes")).isEqualTo("DM100003 is cancelled.");
    }

    @Test
    void goesOnOnAnotherChannelOfTheSamePerson() {
        var web = world.customer("web");
        var phone = world.customer("phone");
        world.stores.contacts().merge("p-web", "p-phone");
        asks(web, "cancel");
        assertThat(asks(phone, "DM100004")).isEqualTo("Shall I cancel DM100004?");
        PipelineWorld.await(() -> world.now(web).bot().dialogue().isEmpty());
        assertThat(asks(phone, "yes")).isEqualTo("DM100004 is cancelled.");
        assertThat(asks(web, "yes")).isEqualTo("re: yes");
        assertThat(skills.cancelled).hasSize(1);
    }

    @Test
    void doesNotRepeatAChangeWhenItsTurnIsTakenUpAgain() {
        var ann = world.customer("ann");
        asks(ann, "cancel DM100005");
        var key = ann + ":1";
        var run =
                new Run(
                        key,
                        ann,
                        "cancel",
                        "cancel_order",
                        Optional.empty(),
                        "{}",
                        "",
                        Instant.now());
        assertThat(world.stores.runs().begin(run)).isEmpty();
        world.stores.runs().end(key, "{\"value\":{\"number\":\"DM100005\"}}", Instant.now());
        assertThat(asks(ann, "yes")).isEqualTo("DM100005 is cancelled.");
        assertThat(skills.cancelled).isEmpty();
    }

    @Test
    void bringsAPersonInWhenACrashHitTheChangeItself() {
        world.agentOnline();
        var ann = world.customer("ann");
        asks(ann, "cancel DM100006");
        var run =
                new Run(
                        ann + ":1",
                        ann,
                        "cancel",
                        "cancel_order",
                        Optional.empty(),
                        "{}",
                        "",
                        Instant.now());
        world.stores.runs().begin(run);
        assertThat(asks(ann, "yes")).contains("not sure");
        assertThat(world.now(ann).state().name()).isEqualTo("QUEUED");
        assertThat(skills.cancelled).isEmpty();
    }

    @Test
    void rulesCallToolsAndTellWhatTheyAnswer() {
        var ann = world.customer("ann");
        var answer = world.asks(ann, "where is DM100007");
        assertThat(all(answer)).isEqualTo("It is on its way.");
        assertThat(world.trace(answer).toString()).contains("tool=order_state", "outcome=ok");
    }

    @Test
    void rulesAskBeforeTheyChange() {
        var ann = world.customer("ann");
        assertThat(asks(ann, "rule, cancel it")).isEqualTo("Shall I cancel DM100008?");
        assertThat(skills.cancelled).isEmpty();
        assertThat(asks(ann, "ok")).isEqualTo("Gone: DM100008");
        assertThat(skills.cancelled).hasSize(1);
    }

    @Test
    void theTraceTellsWhatIsWrongWithACall() {
        var ann = world.customer("ann");
        var answer = world.asks(ann, "call nothing");
        assertThat(all(answer)).isEqualTo("No luck.");
        assertThat(world.trace(answer).toString())
                .contains("There is no tool 'no_such_tool'", "'nummer' is unknown", "rule=odd");
    }

    @Test
    void everyCallStandsInTheAuditLog() {
        var audit = new ToolAudit(world.stores.desk(), world.json, Clock.systemUTC());
        var caller = new Tool.Caller("demo", Optional.of("C1"));
        var call = ToolCall.of(ToolCall.Face.MCP, "token/erp", "cancel_order", Map.of(), caller);
        var info = new ToolCaller(skills, Duration.ofSeconds(5)).find("cancel_order").orElseThrow();
        audit.called(call, info, new ToolOutcome.NeedsConsent(info), Duration.ofMillis(3));
        var kept =
                world.stores
                        .desk()
                        .audit(Optional.of("cancel_order"), Optional.empty(), 10)
                        .items();
        assertThat(kept.toString())
                .contains("erp", "tool/cancel/cancel_order", "mcp", "needs-consent", "C1");
    }

    @Test
    void oldStatesCanStillBeRead() {
        var old = Map.of("skill", "cancel", "step", "start", "asked", "order");
        assertThat(DialogueStack.fromTree(old).top())
                .isEqualTo(
                        new DialogueState(
                                "cancel",
                                "start",
                                Map.of(),
                                Optional.of("order"),
                                0,
                                Map.of(),
                                List.of(),
                                Optional.empty()));
    }
}
