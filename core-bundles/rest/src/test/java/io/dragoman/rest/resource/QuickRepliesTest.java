package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickRepliesTest {

    private final TestApi api = TestApi.shared();

    @Test
    void cannedAnswersAreKeptAndFoundByShortCutFirst() {
        var ship =
                Map.of(
                        "shortcut",
                        "ship",
                        "title",
                        "Delivery",
                        "text",
                        "Two days",
                        "language",
                        "en");
        var id = api.post("agent1", "/v1/quick-replies", ship).is(201).id();
        api.post(
                        "agent1",
                        "/v1/quick-replies",
                        Map.of("shortcut", "zz", "title", "Shipping abroad", "text", "No"))
                .is(201);
        api.post("agent1", "/v1/quick-replies", Map.of("shortcut", "yy", "text", "We ship it"))
                .is(201);
        var found = api.get("agent1", "/v1/quick-replies?prefix=ship").is(200).items();
        assertThat(found)
                .extracting(reply -> reply.get("shortcut"))
                .containsExactly("ship", "zz", "yy");
        assertThat(found.get(0)).containsEntry("title", "Delivery").containsKey("updatedAt");
        var page = api.get("agent1", "/v1/quick-replies?prefix=ship&limit=2").is(200);
        assertThat(page.items()).hasSize(2);
        var rest =
                api.get(
                        "agent1",
                        "/v1/quick-replies?prefix=ship&limit=2&cursor=" + page.get("nextCursor"));
        assertThat(rest.items()).hasSize(1);
        assertThat(rest.tree()).doesNotContainKey("nextCursor");
        api.post("agent2", "/v1/quick-replies", ship).isProblem(409, "name-taken");
        var changed = Map.of("shortcut", "ship", "text", "Three days", "language", "en");
        assertThat(api.put("agent1", "/v1/quick-replies/" + id, changed).is(200).tree())
                .containsEntry("text", "Three days")
                .doesNotContainKey("title");
        api.delete("agent1", "/v1/quick-replies/" + id).is(204);
        api.put("agent1", "/v1/quick-replies/" + id, changed).isProblem(404, "not-found");
    }

    @Test
    void nonsenseIsRefused() {
        api.post("agent1", "/v1/quick-replies", Map.of("text", "x")).isProblem(400, "invalid");
        api.post(
                        "agent1",
                        "/v1/quick-replies",
                        Map.of("shortcut", "a", "text", "b", "site", "none"))
                .isProblem(400, "invalid");
        api.get("agent1", "/v1/quick-replies?cursor=x").isProblem(400, "bad-cursor");
        api.get("analyst", "/v1/quick-replies").isProblem(403, "forbidden");
    }
}
