package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import io.dragoman.storage.User.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files in the chat, over HTTP. */
class FilesTest {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");

    private final TestApi api = new TestApi();

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private Map<String, String> as(String token) {
        return Map.of(
                "Authorization", "Bearer " + token, "Content-Type", "application/octet-stream");
    }

    private static String pathOf(Object uri) {
        return URI.create(uri.toString()).toString().substring("/api".length());
    }

    @Test
    void aVisitorSendsAPictureAndTheDeskSeesIt() {
        var c = api.talks.conversation("look");
        var token = api.visitorToken(c);
        var part = api.bytes("POST", "/v1/chat/files?name=cat.png", as(token), PNG).is(201);
        assertThat(part.tree())
                .containsEntry("type", "media")
                .containsEntry("mimeType", "image/png");
        assertThat(part.header("Access-Control-Allow-Origin")).isEqualTo("*");
        var file = api.send("GET", pathOf(part.get("uri")), Map.of(), "").is(200);
        assertThat(file.header("Content-Type")).isEqualTo("image/png");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Content-Disposition")).startsWith("inline");
        assertThat(file.header("Content-Security-Policy")).contains("sandbox");
        api.send("GET", pathOf(part.get("uri")).replace("s=", "s=x"), Map.of(), "")
                .isProblem(404, "not-found");
    }

    @Test
    void aWidgetOnAnotherSiteMayAsk() {
        var asked =
                api.send("OPTIONS", "/v1/chat/files", Map.of("Origin", "https://shop.example"), "");
        assertThat(asked.status()).isLessThan(300);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization");
    }

    @Test
    void nobodySendsWithoutATokenAndNothingThatIsRefused() {
        var c = api.talks.conversation("look");
        api.bytes("POST", "/v1/chat/files?name=a.png", as("nonsense"), PNG)
                .isProblem(401, "not-signed-in");
        api.bytes("POST", "/v1/chat/files?name=a.png", Map.of(), PNG)
                .isProblem(401, "not-signed-in");
        var token = as(api.visitorToken(c));
        api.bytes(
                        "POST",
                        "/v1/chat/files?name=a.png",
                        token,
                        "MZ\0\0".getBytes(StandardCharsets.UTF_8))
                .isProblem(415, "file-not-allowed");
        api.bytes("POST", "/v1/chat/files?name=a.png", token, new byte[1_100_000])
                .isProblem(413, "too-large");
    }

    @Test
    void anAgentSendsAFileInTheirConversationOnly() {
        var c = api.talks.conversation("where is my bill?");
        var other = api.talks.conversation("somebody else");
        api.post("agent1", "/v1/conversations/" + c.id() + "/take", Map.of()).is(200);
        api.post("agent1", "/v1/conversations/" + other.id() + "/take", Map.of()).is(200);
        var agent = as(api.token("agent1"));
        var path = "/v1/conversations/" + c.id() + "/files?name=bill.pdf";
        var part =
                api.bytes("POST", path, agent, "%PDF-1.7".getBytes(StandardCharsets.UTF_8)).is(201);
        var say = Map.of("clientMessageId", "m1", "parts", List.of(part.tree()));
        var said = api.post("agent1", "/v1/conversations/" + c.id() + "/messages", say).is(201);
        var shown = (Map<?, ?>) ((List<?>) said.get("parts")).getFirst();
        assertThat(shown.get("name")).isEqualTo("bill.pdf");
        assertThat(api.stores.log().messages(c.id(), 0, 10).getLast().parts().toString())
                .doesNotContain("?e=");
        var saved = api.send("GET", pathOf(shown.get("uri")), Map.of(), "").is(200);
        assertThat(saved.header("Content-Disposition"))
                .startsWith("attachment")
                .contains("bill.pdf");
        api.post("agent1", "/v1/conversations/" + other.id() + "/messages", say)
                .isProblem(400, "invalid");
        api.bytes("POST", path, as(api.token("analyst")), PNG).isProblem(403, "forbidden");
        api.person("stranger", "other", Role.AGENT);
        api.bytes("POST", path, as(api.token("stranger")), PNG)
                .isProblem(404, "no-such-conversation");
    }
}
