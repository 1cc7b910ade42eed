package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.faults.BadModel.Mood;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A language model that is slow, down or talks rubbish. */
class ModelFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FILE = "io.dragoman.ai.langchain4j.cfg";
    private static final String QUESTION =
            "How is the Schroedinger equation of a helium atom solved numerically";
    private static final int FAILURES = 5;

    private static RunningDragoman dragoman;
    private static BadModel model;

    @BeforeAll
    static void start() throws IOException {
        dragoman = Shared.demo();
        model = new BadModel();
        Folders.put(
                dragoman.etc().resolve(FILE),
                "provider = openai\nbaseUrl = %s\napiKey = k\nmodel = bad\ntimeoutMillis = 1500\n"
                        .formatted(model.url()));
        eventually(SOON, () -> assertThat(dragoman.part("model")).isPresent());
    }

    @AfterAll
    static void stop() throws IOException {
        Files.deleteIfExists(dragoman.etc().resolve(FILE));
        eventually(SOON, () -> assertThat(dragoman.part("model")).isEmpty());
        model.close();
    }

    private static String ask() {
        try (var visitor = Visitor.in(dragoman, "en")) {
            return visitor.ask(QUESTION).text();
        }
    }

    private static void modelAnswers() {
        eventually(SOON, () -> assertThat(ask()).isEqualTo(BadModel.SENSE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"SLOW", "RUBBISH", "ENDLESS", "DOWN"})
    void theNextStageAnswersAndTheModelRestsAndIsTriedAgain(Mood mood) {
        if (!Form.isLong() && (mood == Mood.ENDLESS || mood == Mood.DOWN)) {
            org.junit.jupiter.api.Assumptions.abort("In the long form only");
        }
        model.is(Mood.WELL);
        modelAnswers();
        try (var others =
                Traffic.begin(
                        Traffic.Plan.greeting(4, 2),
                        dragoman::visitors,
                        Form.random("model " + mood))) {
            model.is(mood);
            for (int i = 0; i < FAILURES; i++) {
                assertThat(ask()).isNotBlank().doesNotContain(BadModel.SENSE).hasSizeLessThan(500);
            }
            int asked = model.asked();
            for (int i = 0; i < 3; i++) {
                assertThat(ask()).isNotBlank().doesNotContain(BadModel.SENSE);
            }
            assertThat(model.asked()).as("it rests").isLessThanOrEqualTo(asked + 1);
            others.flows(20);

            model.is(Mood.WELL);
            modelAnswers();
            others.endAndCompare();
        }
    }
}
