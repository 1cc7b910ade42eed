package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.dialogue.DialogueState;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffersTest {

    private static final List<Part.Action> OPTIONS =
            List.of(
                    new Part.Action("Where is my order?", "skill:order-query"),
                    new Part.Action("Refund", "I want a refund"));

    @TempDir Path folder;
    private PipelineWorld world;
    private String id;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder).with(menu()).start();
        id = world.customer("v");
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private static Stage menu() {
        return stage(
                "menu",
                turn ->
                        turn.text().equals("menu")
                                ? answer(
                                        Effects.say(
                                                List.of(new Part.Choices("What is it?", OPTIONS))))
                                : answer("heard: " + turn.text()));
    }

    private String heard(String text) {
        return PipelineWorld.words(world.asks(id, text));
    }

    @Test
    void aNumberMeansTheOptionThatTheBotOfferedLast() {
        world.asks(id, "menu");
        assertThat(heard("2")).isEqualTo("heard: I want a refund");
    }

    @Test
    void theWordsOfAnOptionMeanWhatItsButtonSends() {
        world.asks(id, "menu");
        assertThat(heard("where is my order")).isEqualTo("heard: skill:order-query");
    }

    @Test
    void theTraceShowsWhatTheCustomerMeantAndTheLogWhatTheyWrote() {
        world.asks(id, "menu");
        var answer = world.asks(id, "2");
        assertThat(world.trace(answer).get("text")).isEqualTo("Refund");
        assertThat(world.trace(answer).get("payload")).isEqualTo("I want a refund");
        assertThat(PipelineWorld.words(world.messages(id).get(2))).isEqualTo("2");
    }

    @Test
    void anOfferIsRememberedOverARestart() {
        world.asks(id, "menu");
        world.crash();
        world.with(menu()).start();
        assertThat(heard("第一个")).isEqualTo("heard: skill:order-query");
    }

    @Test
    void numbersWithoutAnOfferAreJustNumbers() {
        assertThat(heard("2")).isEqualTo("heard: 2");
        world.asks(id, "menu");
        assertThat(heard("3")).isEqualTo("heard: 3");
    }

    @Test
    void onlyTheLastThingSaidCounts() {
        world.asks(id, "menu");
        heard("something else");
        assertThat(heard("2")).isEqualTo("heard: 2");
        world.asks(id, "menu");
        world.actions.take(id, world.mei);
        world.actions.returnToBot(id, world.mei);
        assertThat(heard("2")).isEqualTo("heard: 2");
    }

    @Test
    void aPressedButtonIsTakenAsItIs() {
        world.asks(id, "menu");
        long seq = world.sends(id, List.of(ChosenOption.of(OPTIONS.get(0))));
        assertThat(PipelineWorld.words(world.answerTo(id, seq)))
                .isEqualTo("heard: skill:order-query");
    }

    @Test
    void theOptionsOfARunningDialogueAreLeftToIt() {
        world.crash();
        var state =
                new DialogueState(
                        "s",
                        "",
                        Map.of(),
                        Optional.empty(),
                        0,
                        Map.of(),
                        OPTIONS,
                        Optional.empty());
        var dialogue = world.json.write(state.toTree());
        world.with(
                        stage(
                                "dialogue",
                                turn ->
                                        turn.text().equals("menu")
                                                ? answer(
                                                        Effects.say(
                                                                        List.of(
                                                                                new Part.Choices(
                                                                                        "Which?",
                                                                                        OPTIONS)))
                                                                .withDialogue(dialogue))
                                                : answer("heard: " + turn.text())))
                .start();
        world.asks(id, "menu");
        assertThat(heard("2")).isEqualTo("heard: 2");
    }
}
