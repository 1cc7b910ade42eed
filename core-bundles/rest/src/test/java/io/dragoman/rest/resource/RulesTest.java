package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.rules.Fact;
import io.dragoman.rest.TestApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {

    private final TestApi api = TestApi.shared();

    @Test
    void aFileIsSavedOnlyWhenItCompiles() {
        var path = "/v1/rules/files/saved.drl";
        var saved = api.put("analyst", path, Map.of("content", "good")).is(200);
        assertThat(saved.tree()).containsEntry("content", "good").containsKeys("hash", "info");
        var broken = api.put("analyst", path, Map.of("content", "good\nERROR here"));
        broken.isProblem(422, "rules-do-not-compile");
        assertThat(broken.get("ruleErrors").toString())
                .contains("file=saved.drl", "line=2", "no such word");
        assertThat(api.get("analyst", path).is(200).get("content")).isEqualTo("good");
        api.put("analyst", path + "?validateOnly=true", Map.of("content", "better")).is(200);
        assertThat(api.get("analyst", path).get("content")).isEqualTo("good");
        api.put("analyst", path, Map.of("content", "mine", "hash", "old"))
                .isProblem(409, "changed-meanwhile");
        api.put("analyst", path, Map.of("content", "mine", "hash", saved.get("hash"))).is(200);
        var status = api.get("supervisor", "/v1/rules").is(200);
        assertThat(status.tree()).containsEntry("version", "v1").containsEntry("folder", "/rules");
        assertThat(status.get("files").toString())
                .contains("name=saved.drl", "state=in-force", "kind=drl", "editable=true");
        api.delete("analyst", path).is(204);
        api.get("analyst", path).isProblem(404, "not-found");
    }

    @Test
    void whatMustNotBeIsRefused() {
        api.put("analyst", "/v1/rules/files/evil.sh", Map.of("content", "rm"))
                .isProblem(400, "invalid");
        api.put("analyst", "/v1/rules/files/a.drl", Map.of()).isProblem(400, "invalid");
        api.put("supervisor", "/v1/rules/files/a.drl", Map.of("content", "x"))
                .isProblem(403, "forbidden");
        api.get("agent1", "/v1/rules").isProblem(403, "forbidden");
        api.put("analyst", "/v1/rules/files/needed.drl", Map.of("content", "x")).is(200);
        api.delete("analyst", "/v1/rules/files/needed.drl").isProblem(422, "rules-do-not-compile");
    }

    @Test
    void rulesAreTriedWithoutAnybodyHearingOfIt() {
        var result =
                api.post(
                                "analyst",
                                "/v1/rules/test",
                                Map.of(
                                        "text", "I want a REFUND",
                                        "customer", Map.of("vip", true),
                                        "conversation", Map.of("misses", 2),
                                        "desk", Map.of("agentsOnline", 3),
                                        "cart", Map.of("total", "19.90"),
                                        "at", "2026-11-21T09:30:00Z"))
                        .is(200);
        assertThat(result.tree())
                .containsEntry("rulesVersion", "v1")
                .containsEntry("language", "en");
        assertThat(result.get("decisions").toString())
                .contains("kind=hand-over", "name=refunds", "file=retail.drl", "team=after-sales");
        var facts = List.copyOf(api.rules.facts);
        assertThat(facts.toString())
                .contains("text=i want a refund", "tier=vip", "misses=2", "online=3", "19.90");
        assertThat(facts).anyMatch(fact -> fact instanceof Fact.Clock clock && clock.hour() == 17);
        api.post("analyst", "/v1/rules/test", Map.of("text", "x", "confidence", 7))
                .isProblem(400, "invalid");
        api.post("agent1", "/v1/rules/test", Map.of("text", "x")).isProblem(403, "forbidden");
    }
}
