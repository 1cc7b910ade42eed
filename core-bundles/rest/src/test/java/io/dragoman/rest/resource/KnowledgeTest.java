package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

    private final TestApi api = TestApi.shared();

    private static Map<String, Object> article(String question, String answer) {
        return Map.of(
                "language",
                "en",
                "question",
                question,
                "variants",
                List.of("Delivery time " + question),
                "answer",
                answer,
                "tags",
                List.of("shipping", "time"));
    }

    @Test
    void anArticleIsWrittenFoundChangedAndDeleted() {
        var made = api.post("analyst", "/v1/knowledge/articles", article("How long?", "Two days"));
        assertThat(made.is(201).tree())
                .containsEntry("question", "How long?")
                .containsEntry("version", 1L)
                .containsEntry("enabled", true)
                .containsEntry("site", "demo");
        assertThat(made.get("tags")).isEqualTo(List.of("shipping", "time"));
        var path = "/v1/knowledge/articles/" + made.id();
        assertThat(api.get("agent1", path).is(200).get("answer")).isEqualTo("Two days");
        assertThat(api.get("agent1", "/v1/knowledge/articles?tag=time&language=en").items())
                .hasSize(1);
        assertThat(api.get("agent1", "/v1/knowledge/articles?tag=nothing").items()).isEmpty();
        var result =
                api.post("agent1", "/v1/knowledge/search", Map.of("text", "How long?")).is(200);
        assertThat(result.tree())
                .containsEntry("verdict", "answer")
                .containsEntry("language", "en")
                .containsKeys("threshold", "choicesThreshold", "margin", "millis");
        assertThat(result.get("candidates").toString()).contains("score=0.988");
        var next = new java.util.HashMap<>(article("How long?", "Three days"));
        next.put("version", 1);
        assertThat(api.put("analyst", path, next).is(200).get("version")).isEqualTo(2L);
        api.put("analyst", path, next).isProblem(409, "changed-meanwhile");
        api.delete("analyst", path).is(204);
        api.get("agent1", path).isProblem(404, "not-found");
        assertThat(
                        api.post("agent1", "/v1/knowledge/search", Map.of("text", "How long?"))
                                .get("verdict"))
                .isEqualTo("pass");
    }

    @Test
    void whatIsWrongIsNamedByItsField() {
        api.post("analyst", "/v1/knowledge/articles", Map.of()).isProblem(400, "invalid");
        var refused = api.post("analyst", "/v1/knowledge/articles", article("Why?", "forbidden"));
        refused.isProblem(400, "invalid");
        assertThat(refused.get("errors").toString()).contains("field=question", "must not be");
        api.post("agent1", "/v1/knowledge/articles", article("Why?", "So"))
                .isProblem(403, "forbidden");
        api.post("agent1", "/v1/knowledge/search", Map.of("text", "", "limit", 99))
                .isProblem(400, "invalid");
        api.delete("analyst", "/v1/knowledge/articles/none").isProblem(404, "not-found");
    }
}
