package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import io.dragoman.storage.DeskStore.Rating;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Overview, ratings, audit, settings, health, the description of the API. */
class OperationsTest {

    private final TestApi api = TestApi.shared();

    @Test
    void theOverviewCountsTheDay() throws Exception {
        try (var own = new TestApi()) {
            own.talks.queued(own.talks.conversation("I need somebody"), "service");
            own.talks.conversation("just asking");
            var overview = own.get("supervisor", "/v1/overview").is(200);
            assertThat(overview.get("queues").toString()).contains("waiting=1", "agentsOnline=0");
            assertThat(overview.get("agents").toString()).contains("Mei", "capacity=");
            var today = (Map<?, ?>) overview.get("today");
            assertThat(today.get("conversations")).isEqualTo(2L);
            assertThat(today.get("answeredByBot")).isEqualTo(1L);
            assertThat(today.get("handoffs")).isEqualTo(1L);
            assertThat(today.get("messages")).isEqualTo(2L);
            assertThat(today.get("distribution").toString()).isEqualTo("[0, 0, 0, 0, 0]");
        }
        api.get("agent1", "/v1/overview").isProblem(403, "forbidden");
    }

    @Test
    void ratingsAreListedByAgentAndScore() {
        var c = api.talks.conversation("rate me");
        var agent = Optional.of(api.userId("agent1"));
        api.talks.rated(c, new Rating(c.id(), 1, 2, "slow", agent, Instant.now()));
        var ratings = api.get("analyst", "/v1/ratings?agent=agent1&maxScore=2").is(200).items();
        assertThat(ratings.toString())
                .contains("conversationId=" + c.id(), "score=2", "comment=slow", "channel=web");
        assertThat(api.get("analyst", "/v1/ratings?maxScore=1").items()).isEmpty();
        api.get("agent1", "/v1/ratings").isProblem(403, "forbidden");
    }

    @Test
    void whoDidWhatIsFoundByPersonActionAndTime() {
        api.put("agent2", "/v1/session/locale", Map.of("locale", "en")).is(204);
        var found = api.get("admin", "/v1/audit?actor=agent2&action=user.locale").is(200).items();
        assertThat(found.get(0))
                .containsEntry("action", "user.locale")
                .containsEntry("details", Map.of("locale", "en"));
        assertThat((Map<?, ?>) found.get(0).get("target"))
                .hasFieldOrPropertyWithValue("kind", "user")
                .hasFieldOrPropertyWithValue("name", "小刚 Gang");
        assertThat(api.get("admin", "/v1/audit?actor=agent2&from=2099-01-01T00:00:00Z").items())
                .isEmpty();
        assertThat(api.get("admin", "/v1/audit?actor=agent2&to=2000-01-01T00:00:00Z").items())
                .isEmpty();
        api.get("admin", "/v1/audit?from=yesterday").isProblem(400, "invalid");
        api.get("supervisor", "/v1/audit").isProblem(403, "forbidden");
    }

    @Test
    void settingsNeedTheContainer() {
        api.get("analyst", "/v1/settings").isProblem(503, "starting");
        api.get("agent1", "/v1/settings").isProblem(403, "forbidden");
    }

    @Test
    void healthIsShownWithItsReasons() {
        var health = api.get("agent1", "/v1/health").is(200);
        assertThat(health.tree()).containsEntry("status", "UP").containsEntry("version", "1.2.3");
        assertThat(health.get("parts").toString())
                .contains("id=rules", "DEGRADED", "retail.drl:9: no such word");
        api.get("", "/v1/health").isProblem(401, "not-signed-in");
    }

    @Test
    void theApiDescribesItselfToEverybody() {
        var description = api.get("", "/v1/openapi.json").is(200);
        assertThat(description.get("openapi")).isEqualTo("3.1.0");
        assertThat(description.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }
}
