package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
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
    }

    @Test
    void pluginsAreListedWithTheirTrouble() {
        var plugins = api.get("analyst", "/v1/plugins").is(200);
        assertThat(plugins.get("folder")).isEqualTo("/deploy");
        assertThat(plugins.items().get(0))
                .containsEntry("state", "FAILED")
                .containsEntry("source", "deploy")
                .containsEntry("reason", "missing import")
                .containsEntry(
                        "why",
                        Map.of("key", "missing-import", "params", Map.of("package", "io.acme")));
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
        assertThat(unknown.get("result").toString()).contains("protocolVersion=2025-11-25");
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

    private Answer withToken(String token, String path, Object body) {
        var headers =
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        return api.send("POST", path, headers, new JacksonJson().write(body));
    }

    @Test
    void aServiceTokenCallsWhatItsScopesAllowUntilItIsRevoked() {
        var made =
                api.post("admin", "/v1/service-tokens", Map.of("name", "erp", "callsPerMinute", 1))
                        .is(201);
        var token = made.get("token").toString();
        assertThat(api.get("admin", "/v1/service-tokens").text())
                .contains("erp")
                .doesNotContain(token);
        var path = "/v1/skills/parcels/tools/";
        var parcel = Map.of("number", "P-1");
        assertThat(withToken(token, path + "find_parcel?customer=C9", parcel).is(200).text())
                .contains("C9");
        withToken(token, path + "stop_parcel?confirm=true", parcel).isProblem(403, "forbidden");
        var list = Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list");
        assertThat(withToken(token, "/v1/mcp", list).is(200).text())
                .contains("find_parcel")
                .doesNotContain("stop_parcel");
        withToken(token, path + "find_parcel", parcel).isProblem(429, "too-many");
        api.delete("admin", "/v1/service-tokens/" + made.get("id")).is(204);
        withToken(token, path + "find_parcel", parcel).isProblem(401, "not-signed-in");
        api.post("agent1", "/v1/service-tokens", Map.of("name", "x")).isProblem(403, "forbidden");
        api.post("admin", "/v1/service-tokens", Map.of("name", "x", "scopes", List.of("all")))
                .isProblem(400, "invalid");
    }

    @Test
    void mcpKeepsASessionForItsCallerAlone() {
        var begun = rpc("initialize", Map.of("protocolVersion", "2025-11-25")).is(200);
        var session = begun.header("Mcp-Session-Id");
        var ping = new JacksonJson().write(Map.of("jsonrpc", "2.0", "id", 1, "method", "ping"));
        inSession("agent1", session, "POST", ping).is(200);
        inSession("admin", session, "POST", ping).is(404);
        inSession("agent1", "gone", "POST", ping).is(404);
        inSession("agent1", session, "DELETE", "").is(204);
        inSession("agent1", session, "POST", ping).is(404);
    }

    private Answer inSession(String user, String session, String method, String body) {
        return api.send(
                method,
                "/v1/mcp",
                Map.of(
                        "Authorization",
                        "Bearer " + api.token(user),
                        "Content-Type",
                        "application/json",
                        "Mcp-Session-Id",
                        session),
                body);
    }

    @Test
    void theApisDocumentHoldsTheToolsThatAreInstalled() {
        var document = api.get("agent1", "/v1/openapi.json").is(200);
        var paths = (Map<?, ?>) document.get("paths");
        var post =
                (Map<?, ?>)
                        ((Map<?, ?>) paths.get("/skills/parcels/tools/find_parcel")).get("post");
        assertThat(post.toString())
                .contains("operationId=tool_find_parcel", "x-effect=READS", "Number of the parcel");
    }
}
