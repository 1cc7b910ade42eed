package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Shops;
import io.dragoman.dialogue.DialogueEngine;
import io.dragoman.dialogue.IntentRanking;
import io.dragoman.dialogue.IntentRanking.Candidate;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.testkit.Configs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeStageTest {

    private static final Verdict.Thresholds LIMITS = new Verdict.Thresholds(0.7, 0.03, 0.8, 0.6);
    private static final Turn TURN = LadderTest.turn("can you cancel DM100004");

    @TempDir Path folder;
    private PipelineWorld world;
    private SkillDialogues dialogues;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
        var skills = new TestSkills();
        var tools = new ToolCaller(skills, Duration.ofSeconds(5));
        var changes = new Changes(tools, world.stores.runs(), world.json, Clock.systemUTC());
        dialogues =
                new SkillDialogues(
                        skills,
                        new DialogueEngine(Duration.ofSeconds(5), 3),
                        changes,
                        Shops.only(),
                        world.facts,
                        world.json);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    /** Always of the same opinion. */
    record Fixed(Verdict verdict) implements Knowledge {
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public Verdict ask(String site, Locale language, String question) {
            return verdict;
        }

        @Override
        public Verdict ask(String site, Locale language, String question, int candidates) {
            return verdict;
        }
    }

    private StageResult attempt(double skill, boolean chosen, Verdict verdict) {
        var candidates = List.of(new Candidate("cancel", skill, "cancel my order", "meaning"));
        var ranking =
                new IntentRanking(
                        candidates,
                        Optional.of(candidates.getFirst()).filter(best -> chosen),
                        false,
                        skill >= 0.7 ? candidates : List.of(),
                        true,
                        0.7);
        var understanding =
                new Understanding(
                        text -> ranking,
                        () -> true,
                        new Fixed(verdict),
                        Configs.of(Understanding.Config.class, Map.of()));
        return new KnowledgeStage(understanding, dialogues).attempt(TURN);
    }

    private static List<Part> said(StageResult result) {
        return ((StageResult.Answer) result).effects().parts();
    }

    private static Verdict.Candidate article(double score) {
        return new Verdict.Candidate(
                "cancel-order", "How do I cancel?", "cancel", "Tap Cancel.", "Order help", score);
    }

    private static Verdict answer(double score) {
        return new Verdict.Answer(article(score), List.of(article(score)), LIMITS);
    }

    private static Verdict mean(double score) {
        return new Verdict.DidYouMean(List.of(article(score)), List.of(article(score)), LIMITS);
    }

    @Test
    void tellsTheArticleWithItsSource() {
        assertThat(said(attempt(0.5, false, answer(0.9))))
                .containsExactly(Part.text("Tap Cancel.\n\n来源：Order help"));
    }

    @Test
    void offersTheSkillThatCouldDoWhatTheArticleTellsOf() {
        var parts = said(attempt(0.82, true, answer(0.83)));
        assertThat(parts).hasSize(2);
        var offer = (Part.Choices) parts.get(1);
        assertThat(offer.options())
                .containsExactly(new Part.Action("cancel", "skill:cancel#can+you+cancel+DM100004"));
    }

    @Test
    void asksAboutSkillsAndArticlesAndAPerson() {
        var asked = (Part.Choices) said(attempt(0.72, false, mean(0.7))).getFirst();
        assertThat(asked.options())
                .extracting(Part.Action::label)
                .containsExactly("cancel", "How do I cancel?", "都不是，转人工");
    }

    @Test
    void passesWhereNothingIsNear() {
        var nothing = new Verdict.Pass(List.of(), LIMITS);
        assertThat(attempt(0.5, false, nothing)).isInstanceOf(StageResult.Pass.class);
    }
}
