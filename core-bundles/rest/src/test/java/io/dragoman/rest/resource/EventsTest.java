package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.Answer;
import io.dragoman.rest.TestApi;
import io.dragoman.storage.EventStore.Attempt;
import io.dragoman.storage.EventStore.State;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.User.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final String ENDPOINTS = "/v1/event-endpoints";
    private static final String DELIVERIES = "/v1/event-deliveries";

    private final TestApi api = TestApi.shared();

    /** Nobody listens there. */
    private static Map<String, Object> wish(String name) {
        return Map.of(
                "name",
                name,
                "url",
                "http://127.0.0.1:1/hook",
                "types",
                List.of("ticket.created", "ticket.updated"));
    }

    private Answer made(String name) {
        return api.post("admin", ENDPOINTS, wish(name)).is(201);
    }

    @Test
    void theSecretIsShownOnceAndEachNewOneOnceToo() {
        var made = made("one");
        assertThat(made.get("secret").toString()).startsWith("whsec_").hasSize(50);
        assertThat(made.get("state")).isEqualTo("active");
        var path = ENDPOINTS + "/" + made.id();
        assertThat(api.get("admin", path).is(200).text()).doesNotContain("whsec_");
        assertThat(api.get("admin", ENDPOINTS).is(200).text()).doesNotContain("whsec_");
        var rotated = api.post("admin", path + "/secret", Map.of()).is(200);
        assertThat(rotated.get("secret")).isNotEqualTo(made.get("secret"));
        assertThat(api.get("admin", "/v1/audit?action=event-endpoint.").is(200).text())
                .contains("event-endpoint.create", "event-endpoint.secret")
                .doesNotContain("whsec_");
        api.delete("admin", path).is(204);
        api.get("admin", path).isProblem(404, "not-found");
    }

    @Test
    void anEndpointIsPausedChangedAndEnabledAgain() {
        var path = ENDPOINTS + "/" + made("two").id();
        assertThat(api.patch("admin", path, Map.of("enabled", false)).is(200).get("state"))
                .isEqualTo("paused");
        var changed =
                api.patch(
                        "admin",
                        path,
                        Map.of("name", "other", "types", List.of("rating.given"), "site", "demo"));
        assertThat(changed.is(200).tree())
                .containsEntry("name", "other")
                .containsEntry("site", "demo")
                .containsEntry("types", List.of("rating.given"))
                .containsEntry("state", "paused");
        assertThat(api.patch("admin", path, Map.of("enabled", true)).is(200).get("state"))
                .isEqualTo("active");
        api.patch("admin", path, Map.of("types", List.of())).isProblem(400, "invalid");
        api.delete("admin", path).is(204);
    }

    @Test
    void whatIsWrongIsNamed() {
        var wrong = Map.of("name", " ", "url", "ftp://shop.example/", "types", List.of("no.such"));
        assertThat(api.post("admin", ENDPOINTS, wrong).isProblem(400, "invalid").text())
                .contains("name", "https://host/path", "conversation.opened");
        api.post("admin", ENDPOINTS, Map.of()).isProblem(400, "invalid");
        api.get("supervisor", ENDPOINTS).isProblem(403, "forbidden");
        api.get("supervisor", DELIVERIES).isProblem(403, "forbidden");
        api.get("admin", DELIVERIES + "?state=lost").isProblem(400, "invalid");
    }

    @Test
    void theTypesAreListedWithTheVersionOfTheirData() {
        assertThat(api.get("admin", "/v1/event-types").is(200).items())
                .contains(Map.of("type", "conversation.closed", "version", 1L))
                .doesNotContain(Map.of("type", "test.ping", "version", 1L));
    }

    @Test
    void aTicketIsToldAndItsDeliveryStandsInTheLogWithEveryCall() {
        var endpoint = made("three").id();
        var ticket =
                api.post("agent1", "/v1/tickets", Map.of("subject", "Call me", "text", "please"))
                        .is(201);
        api.patch("agent1", "/v1/tickets/" + ticket.id(), Map.of("comment", "done")).is(200);
        var log = api.get("admin", DELIVERIES + "?endpoint=" + endpoint).is(200).items();
        assertThat(log).extracting("type").contains("ticket.created", "ticket.updated");
        var created = log.stream().filter(d -> d.get("type").equals("ticket.created")).findFirst();
        var id = created.orElseThrow().get("id").toString();
        api.stores
                .events()
                .settle(
                        id,
                        new Attempt(
                                Instant.now(), 500, 12, "http://x", "webhook-id: 1", "no", "500"),
                        State.FAILED,
                        3,
                        Instant.now());
        var one = api.get("admin", DELIVERIES + "/" + id).is(200);
        assertThat(one.text())
                .contains(
                        "\"subject\":\"Call me\"",
                        ticket.id(),
                        "webhook-id: 1",
                        "\"response\":\"no\"");
        assertThat(((Map<?, ?>) one.get("event")).get("version")).isEqualTo(1L);
        api.post("admin", DELIVERIES + "/" + id + "/redeliver", Map.of()).is(202);
        api.post("admin", DELIVERIES + "/none/redeliver", Map.of()).isProblem(404, "not-found");
        api.delete("admin", ENDPOINTS + "/" + endpoint).is(204);
        api.get("admin", DELIVERIES + "/" + id).isProblem(404, "not-found");
    }

    @Test
    void whatFailedIsSentAgainAllAtOnceAndATestIsSentWhenAPersonAsks() {
        var endpoint = made("four").id();
        api.patch("admin", ENDPOINTS + "/" + endpoint, Map.of("enabled", false)).is(200);
        api.stores
                .events()
                .add(
                        "demo",
                        new EventDraft("evt_four", "ticket.created", "{}", List.of(endpoint)),
                        Instant.now());
        api.stores
                .events()
                .settle(
                        "evt_four-" + endpoint,
                        new Attempt(Instant.now(), 0, 1, "http://x", "", "", "refused"),
                        State.FAILED,
                        13,
                        Instant.now());
        var path = ENDPOINTS + "/" + endpoint;
        assertThat(api.post("admin", path + "/redeliver", Map.of()).is(200).get("queued"))
                .isEqualTo(1L);
        api.post("admin", DELIVERIES + "/evt_four-" + endpoint + "/redeliver", Map.of())
                .isProblem(409, "still-waiting");
        api.post("admin", path + "/test", Map.of()).is(202);
        assertThat(api.get("admin", path).is(200).get("waiting")).isEqualTo(2L);
        assertThat(api.get("admin", DELIVERIES + "?type=test.ping").is(200).items()).isNotEmpty();
        api.delete("admin", path).is(204);
    }

    @Test
    void anAdministratorOfOneSiteSeesOnlyItsEndpoints() {
        api.person("eve", "elsewhere", Role.ADMIN);
        var endpoint = made("five").id();
        assertThat(api.get("eve", ENDPOINTS).is(200).text()).doesNotContain(endpoint);
        api.get("eve", ENDPOINTS + "/" + endpoint).isProblem(404, "not-found");
        api.delete("eve", ENDPOINTS + "/" + endpoint).isProblem(404, "not-found");
        var own = api.post("eve", ENDPOINTS, wish("six")).is(201);
        assertThat(own.get("site")).isEqualTo("elsewhere");
        api.delete("eve", ENDPOINTS + "/" + own.id()).is(204);
        api.delete("admin", ENDPOINTS + "/" + endpoint).is(204);
    }
}
