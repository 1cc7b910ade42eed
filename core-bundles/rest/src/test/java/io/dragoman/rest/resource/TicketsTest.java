package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private final TestApi api = TestApi.shared();

    @Test
    void aCaseIsOpenedFromAConversationAndLed() {
        var c = api.talks.queued(api.talks.conversation("broken cup"), "after-sales");
        var opened =
                api.post(
                                "agent1",
                                "/v1/tickets",
                                Map.of(
                                        "subject", "Broken cup",
                                        "priority", "high",
                                        "conversationId", c.id()))
                        .is(201);
        assertThat(opened.tree())
                .containsEntry("state", "open")
                .containsEntry("priority", "high")
                .containsEntry("conversationId", c.id())
                .containsKeys("number", "contact", "team", "createdAt", "updatedAt", "comments");
        assertThat((String) opened.get("number")).startsWith("T-");
        var path = "/v1/tickets/" + opened.id();
        var led =
                api.patch(
                                "agent1",
                                path,
                                Map.of(
                                        "state", "pending",
                                        "assignee", "me",
                                        "comment", "asked for a photo"))
                        .is(200);
        assertThat(led.tree()).containsEntry("state", "pending").containsEntry("priority", "high");
        assertThat(led.get("assignee").toString()).contains("Mei");
        assertThat(led.get("comments").toString()).contains("asked for a photo", "Mei");
        assertThat(api.patch("agent1", path, Map.of("assignee", "")).is(200).tree())
                .doesNotContainKey("assignee");
        assertThat(api.patch("agent1", path, Map.of("state", "closed")).get("state"))
                .isEqualTo("closed");
        assertThat(api.get("agent1", path).is(200).get("state")).isEqualTo("closed");
        assertThat(api.patch("agent1", path, Map.of("state", "solved")).get("state"))
                .isEqualTo("solved");
    }

    @Test
    void theListKnowsStatesPeopleAndWords() {
        var first = api.post("agent1", "/v1/tickets", Map.of("subject", "zebra one")).is(201).id();
        var second =
                api.post("agent1", "/v1/tickets", Map.of("subject", "zebra two", "assignee", "me"))
                        .is(201)
                        .id();
        api.patch("agent1", "/v1/tickets/" + first, Map.of("state", "closed")).is(200);
        assertThat(api.get("agent1", "/v1/tickets?q=zebra").items()).hasSize(2);
        assertThat(api.get("agent1", "/v1/tickets?q=zebra&state=open,pending").items())
                .extracting(ticket -> ticket.get("id"))
                .containsExactly(second);
        assertThat(api.get("agent1", "/v1/tickets?q=zebra&state=closed").items()).hasSize(1);
        assertThat(api.get("agent1", "/v1/tickets?q=zebra&assignee=me").items()).hasSize(1);
        assertThat(api.get("agent1", "/v1/tickets?q=zebra&assignee=none").items()).hasSize(1);
        assertThat(api.get("agent1", "/v1/tickets?q=zebra").items().get(0))
                .doesNotContainKey("comments");
        api.get("agent1", "/v1/tickets?state=lost").isProblem(400, "invalid");
    }

    @Test
    void nonsenseIsRefused() {
        api.post("agent1", "/v1/tickets", Map.of()).isProblem(400, "invalid");
        api.post("agent1", "/v1/tickets", Map.of("subject", "x", "conversationId", "none"))
                .isProblem(404, "no-such-conversation");
        api.post("agent1", "/v1/tickets", Map.of("subject", "x", "team", "none"))
                .isProblem(404, "no-such-team");
        api.get("agent1", "/v1/tickets/none").isProblem(404, "not-found");
        api.get("analyst", "/v1/tickets").isProblem(403, "forbidden");
    }
}
