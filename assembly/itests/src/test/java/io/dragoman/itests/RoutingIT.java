package io.dragoman.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often the ladder as a whole gives a question to the right skill, article or rule: questions
 * of people nobody knows, each in a conversation of its own, with what may answer them.
 */
class RoutingIT {

    private static final Logger LOG = LoggerFactory.getLogger(RoutingIT.class);

    /** Most of the time of a question is the visitor's patience for a second message. */
    private static final int AT_ONCE = 4;

    private static RunningDragoman dragoman;
    private static Api admin;

    private enum Outcome {
        RIGHT,
        OFFERED,
        WRONG,
        ASKED_BACK
    }

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
        admin = dragoman.api("admin");
    }

    @ParameterizedTest
    @CsvSource({
        "tuning, zh-CN, 0.90, 0.07",
        "tuning, en, 0.90, 0.07",
        "check, zh-CN, 0.85, 0.12",
        "check, en, 0.80, 0.12"
    })
    void mostQuestionsGetWhereTheyBelong(String set, String locale, double least, double mostWrong)
            throws Exception {
        var counts = new EnumMap<Outcome, Integer>(Outcome.class);
        var failures = new ArrayList<String>();
        var questions = questions(set + "_" + locale);
        var answers = answersTo(questions, locale);
        for (int i = 0; i < questions.size(); i++) {
            var question = questions.get(i);
            var given = answers.get(i);
            var outcome = outcome(question.expected(), given);
            counts.merge(outcome, 1, Integer::sum);
            if (outcome == Outcome.WRONG || outcome == Outcome.ASKED_BACK) {
                failures.add(question.text() + " -> " + given + ", not " + question.expected());
            }
        }
        LOG.warn("{} {}, {} questions: {}", set, locale, questions.size(), counts);
        assertThat(share(counts, questions.size(), Outcome.RIGHT, Outcome.OFFERED))
                .as("answered or offered right; not so: %s", failures)
                .isGreaterThanOrEqualTo(least);
        assertThat(share(counts, questions.size(), Outcome.WRONG))
                .as("wrong: %s", failures)
                .isLessThanOrEqualTo(mostWrong);
    }

    private static double share(Map<Outcome, Integer> counts, int all, Outcome... outcomes) {
        return List.of(outcomes).stream().mapToInt(o -> counts.getOrDefault(o, 0)).sum()
                / (double) all;
    }

    private record Question(Set<String> expected, String text) {}

    private static List<Question> questions(String file) throws IOException {
        try (var in = RoutingIT.class.getResourceAsStream("/routing/" + file + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .map(parts -> new Question(Set.of(parts[0].split(",")), parts[1]))
                    .toList();
        }
    }

    /**
     * What answered.
     *
     * @param one a skill, an article, "rule" or "-"; empty where the customer was asked
     * @param asked the skills and articles of the question back
     */
    private record Given(String one, Set<String> asked) {}

    private static Outcome outcome(Set<String> expected, Given given) {
        if (expected.contains(given.one())) {
            return Outcome.RIGHT;
        }
        if (given.one().equals("-")) {
            return Outcome.ASKED_BACK;
        }
        return given.asked().stream().anyMatch(expected::contains)
                ? Outcome.OFFERED
                : Outcome.WRONG;
    }

    private static List<Given> answersTo(List<Question> questions, String locale) throws Exception {
        var answers = new ArrayList<Given>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var asked =
                    questions.stream()
                            .map(q -> threads.submit(() -> answerTo(q.text(), locale)))
                            .toList();
            for (var answer : asked) {
                answers.add(answer.get(1, TimeUnit.MINUTES));
            }
        }
        return answers;
    }

    private static Given answerTo(String text, String locale) {
        try (var visitor = Visitor.in(dragoman, locale)) {
            var reply = visitor.ask(text);
            var trace =
                    admin.get(
                                    "/api/v1/conversations/%s/messages/%d/trace"
                                            .formatted(visitor.conversation(), reply.seq()))
                            .ok();
            return switch (trace.path("answeredBy").asText()) {
                case "skill" -> one("skill:" + stage(trace, "skill").findValue("skill").asText());
                case "knowledge" -> article(stage(trace, "knowledge"), reply.parts());
                case "handoff" -> one("-");
                case "rules", "guard" -> one("rule");
                case String other -> one(other);
            };
        }
    }

    private static Given one(String what) {
        return new Given(what, Set.of());
    }

    private static Given article(JsonNode stage, JsonNode parts) {
        if (stage.path("detail").path("key").asText().equals("knowledge.answered")) {
            return one(topic(stage.path("candidates").path(0)));
        }
        var asked = new TreeSet<String>();
        for (var option : parts.path(0).path("options")) {
            var payload = option.path("payload").asText();
            if (payload.startsWith("skill:")) {
                asked.add(payload.replaceFirst("[?#].*", ""));
            }
            for (var candidate : stage.path("candidates")) {
                if (candidate.path("title").asText().equals(payload)) {
                    asked.add(topic(candidate));
                }
            }
        }
        return new Given("", asked);
    }

    private static String topic(JsonNode candidate) {
        var id = candidate.path("id").asText();
        return id.substring(id.lastIndexOf('.') + 1);
    }

    private static JsonNode stage(JsonNode trace, String name) {
        for (var stage : trace.path("stages")) {
            if (stage.path("stage").asText().equals(name)) {
                return stage;
            }
        }
        throw new AssertionError("The trace has no stage " + name + ": " + trace);
    }
}
