package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.Answer;
import io.dragoman.rest.TestApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Skills, their tools over REST and over MCP, and plug-ins. */
class SkillsTest {

    private final TestApi api = TestApi.shared();

    @AfterEach
    void speakEnglishAgain() {
        api.speaking("en");
    }

    @Test
    void skillsShowWhatTheyCanAndWhyTheyCannot() {
        var skills = api.get("agent1", "/v1/skills").is(200).items();
        assertThat(skills).hasSize(2);
        assertThat(skills.get(0))
                .containsEntry("state", "DOWN")
                .containsEntry("reason", "its texts are missing");
        var parcels = api.get("agent1", "/v1/skills/parcels").is(200);
        assertThat(parcels.tree())
                .containsEntry("name", "Parcels")
                .containsEntry("bundle", "io.example.skill")
                .containsEntry("state", "UP");
        assertThat(parcels.text())
                .contains("Which parcel?", "find_parcel", "\"effect\":\"reads\"", "zh-CN");
        assertThat(api.speaking("zh-CN").get("agent1", "/v1/skills/parcels").get("name"))
                .isEqualTo("包裹");
        api.get("agent1", "/v1/skills/none").isProblem(404, "not-found");
    }

    @Test
    void toolsAreCalledWithCheckedArguments() {
        var path = "/v1/skills/parcels/tools/";
        var ok = api.post("agent1", path + "find_parcel", Map.of("number", "P-1")).is(200);
        assertThat(ok.tree()).containsEntry("ok", true).containsKey("millis");
        assertThat(ok.get("result").toString()).contains("number=P-1");
        var no = api.post("agent1", path + "find_parcel", Map.of("number", "x")).is(200);
        assertThat(no.tree()).containsEntry("ok", false).containsEntry("reason", "no such parcel");
        api.post("agent1", path + "find_parcel", Map.of()).isProblem(400, "invalid");
        api.post("agent1", path + "none", Map.of()).isProblem(404, "not-found");
        api.post("agent1", path + "stop_parcel", Map.of("number", "P-1"))
                .isProblem(409, "needs-confirmation");
        api.post("agent1", path + "stop_parcel?confirm=true", Map.of("number", "P-1")).is(200);
        assertThat(api.get("admin", "/v1/audit?action=tool.").text())
                .contains("parcels/find_parcel");
    }

    @Test
    void pluginsAreListedWithTheirTrouble() {
        var plugins = api.get("analyst", "/v1/plugins").is(200);
        assertThat(plugins.get("folder")).isEqualTo("/deploy");
        assertThat(plugins.items().get(0))
                .containsEntry("state", "FAILED")
                .containsEntry("source", "deploy")
                .containsEntry("reason", "missing import");
        assertThat(plugins.text()).contains("\"kind\":\"skill\",\"id\":\"parcels\"");
        api.get("agent1", "/v1/plugins").isProblem(403, "forbidden");
    }

    private Answer rpc(String method, Map<String, Object> parameters) {
        return api.post(
                "agent1",
                "/v1/mcp",
                Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", parameters));
    }

    @Test
    void mcpAgreesOnAVersion() {
        var known = rpc("initialize", Map.of("protocolVersion", "2025-03-26")).is(200);
        assertThat(known.get("id")).isEqualTo(7L);
        assertThat(known.get("result").toString())
                .contains("protocolVersion=2025-03-26", "name=dragoman", "tools=");
        var unknown = rpc("initialize", Map.of("protocolVersion", "1999-01-01")).is(200);
        assertThat(unknown.get("result").toString()).contains("protocolVersion=2025-06-18");
        assertThat(rpc("ping", Map.of()).is(200).get("result")).isEqualTo(Map.of());
    }

    @Test
    void mcpListsAndCallsTools() {
        assertThat(rpc("tools/list", Map.of()).is(200).text())
                .contains("find_parcel", "inputSchema", "\"readOnlyHint\":true");
        var called =
                rpc(
                                "tools/call",
                                Map.of("name", "find_parcel", "arguments", Map.of("number", "P-1")))
                        .is(200);
        assertThat(called.get("result").toString())
                .contains("isError=false", "structuredContent={", "number=P-1");
        var refused =
                rpc("tools/call", Map.of("name", "find_parcel", "arguments", Map.of())).is(200);
        assertThat(refused.get("result").toString()).contains("isError=true", "number");
        assertThat(rpc("tools/call", Map.of("name", "none")).is(200).get("error").toString())
                .contains("-32602");
        assertThat(rpc("nonsense", Map.of()).is(200).get("error").toString()).contains("-32601");
    }

    @Test
    void mcpTakesNotificationsAndRefusesWhatIsNoMessage() {
        var note = Map.of("jsonrpc", "2.0", "method", "notifications/initialized");
        api.post("agent1", "/v1/mcp", note).is(202);
        var batch = api.post("agent1", "/v1/mcp", List.of(note));
        assertThat(batch.is(400).get("error").toString()).contains("-32600");
        var headers =
                Map.of(
                        "Authorization",
                        "Bearer " + api.token("agent1"),
                        "Content-Type",
                        "application/json");
        assertThat(api.send("POST", "/v1/mcp", headers, "{").is(400).get("error").toString())
                .contains("-32700");
        api.post("", "/v1/mcp", note).isProblem(401, "not-signed-in");
    }
}
