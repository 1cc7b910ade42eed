package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.WebhookRequest.Endpoint;
import io.dragoman.rest.TestApi;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.OutboxStore.Settlement;
import io.dragoman.storage.OutboxStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Channels, webhooks, inbound messages, deliveries. */
class ChannelsTest {

    private final TestApi api = TestApi.shared();

    @Test
    void channelsAndSitesAreListed() {
        var channels = api.get("agent1", "/v1/channels").is(200).items();
        assertThat(channels)
                .extracting(channel -> channel.get("id"))
                .containsExactly("web", "wechat-oa");
        assertThat(channels.get(1).get("name")).isEqualTo("WeChat Official Account");
        assertThat(channels.get(1).get("accounts").toString())
                .contains("webhook=/api/v1/webhooks/wechat-oa/default", "status=UP");
        assertThat(api.get("agent1", "/v1/sites").is(200).items().get(0))
                .containsEntry("id", "demo")
                .containsEntry("default", true);
        api.get("", "/v1/channels").isProblem(401, "not-signed-in");
        api.get("", "/v1/sites").isProblem(401, "not-signed-in");
    }

    @Test
    void platformsCallWithoutASessionAndGetTheChannelsAnswer() {
        api.edges.answers(200, "text/plain", "echo-me", Optional.empty());
        var handshake =
                api.send("GET", "/v1/webhooks/wechat-oa/default?echostr=a%2Bb&x=1", Map.of(), "");
        assertThat(handshake.is(200).text()).isEqualTo("echo-me");
        assertThat(handshake.header("Content-Type")).isEqualTo("text/plain");
        var seen = api.edges.called.get();
        assertThat(seen.endpoint()).isEqualTo(Endpoint.WEBHOOK);
        assertThat(seen.parameter("echostr")).contains("a+b");
        var xml = "<xml>你好</xml>";
        var headers = Map.of("Content-Type", "text/xml", "X-Signature", "s");
        api.send("POST", "/v1/webhooks/wechat-oa/default", headers, xml).is(200);
        assertThat(api.edges.called.get().bodyText()).isEqualTo(xml);
        assertThat(api.edges.called.get().header("x-signature")).contains("s");
        api.edges.answers(
                503,
                "application/problem+json",
                "{\"status\":503}",
                Optional.of(Duration.ofSeconds(5)));
        var busy = api.send("POST", "/v1/webhooks/wechat-oa/default", headers, xml).is(503);
        assertThat(busy.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void formsReachTheChannelAsTheyWere() {
        api.edges.answers(200, "text/plain", "ok", Optional.empty());
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        api.send("POST", "/v1/webhooks/wechat-oa/default", headers, "a=1&b=%20").is(200);
        assertThat(api.edges.called.get().bodyText()).isEqualTo("a=1&b=%20");
    }

    @Test
    void programsHandInMessagesUnderAKey() {
        api.edges.answers(202, "application/json", "{\"duplicate\":false}", Optional.empty());
        var headers =
                Map.of(
                        "Content-Type", "application/json",
                        "Idempotency-Key", "k-1",
                        "Authorization", "Bearer account-key");
        api.send("POST", "/v1/channels/webhook/erp/messages", headers, "{}").is(202);
        assertThat(api.edges.called.get().endpoint()).isEqualTo(Endpoint.MESSAGES);
        assertThat(api.edges.called.get().header("authorization")).contains("Bearer account-key");
        var without = Map.of("Content-Type", "application/json");
        api.send("POST", "/v1/channels/webhook/erp/messages", without, "{}")
                .isProblem(400, "invalid");
    }

    @Test
    void customersPicturesAreShownNotRun() {
        var path = "/v1/channels/wechat-oa/default/media/";
        var picture = api.get("", path + "picture").is(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.header("Content-Security-Policy")).contains("sandbox");
        api.get("", path + "old").isProblem(404, "not-found");
        api.get("", path + "busy").isProblem(502, "platform-unavailable");
        api.get("", "/v1/channels/none/default/media/picture").isProblem(404, "not-found");
    }

    private String given(State state, String reason) {
        var c = api.talks.conversation("wechat-oa", "hello");
        api.talks.say(c, Kind.BOT, "an answer", Optional.of(1L));
        var id = c.id() + "-2";
        var now = Instant.now();
        api.stores.outbox().settle(id, new Settlement(state, 1, now, reason, Optional.empty()));
        return id;
    }

    private String stateOf(String id) {
        return api.stores.outbox().item(id).orElseThrow().state().name();
    }

    @Test
    void severalAreSentAgainAtOnce() {
        var dead = given(State.DEAD, "blocked");
        var unknown = given(State.UNKNOWN, "read timed out");
        var sent = given(State.SENT, "");
        var list = api.get("supervisor", "/v1/deliveries?state=unknown").is(200);
        assertThat(list.items().toString()).contains("id=" + unknown, "state=unknown");
        var ids = Map.of("ids", List.of(dead, unknown, sent, "none"));
        assertThat(api.post("supervisor", "/v1/deliveries/redeliver", ids).is(200).get("queued"))
                .isEqualTo(2L);
        assertThat(stateOf(dead)).isEqualTo("PENDING");
        assertThat(stateOf(unknown)).isEqualTo("PENDING");
        var again = given(State.DEAD, "blocked");
        api.post(
                        "supervisor",
                        "/v1/deliveries/redeliver",
                        Map.of("state", "failed", "channel", "wechat-oa"))
                .is(200);
        assertThat(stateOf(again)).isEqualTo("PENDING");
        api.post("supervisor", "/v1/deliveries/redeliver", Map.of()).isProblem(400, "invalid");
        api.post("agent1", "/v1/deliveries/redeliver", ids).isProblem(403, "forbidden");
    }

    @Test
    void anAgentSeesBesideTheMessageThatItDidNotArriveAndSendsItAgain() {
        var id = given(State.UNKNOWN, "read timed out");
        var conversation = id.substring(0, id.length() - 2);
        var path = "/v1/conversations/" + conversation + "/messages";
        assertThat(api.get("agent1", path).is(200).text())
                .contains("\"delivery\":{\"state\":\"unknown\",\"reason\":\"read timed out\"}");
        api.post("agent1", path + "/2/redeliver", Map.of()).is(202);
        assertThat(stateOf(id)).isEqualTo("PENDING");
        api.post("agent1", path + "/2/redeliver", Map.of()).isProblem(409, "not-given-up");
        api.post("agent1", path + "/1/redeliver", Map.of()).isProblem(404, "not-found");
        api.post("agent1", path + "/x/redeliver", Map.of()).isProblem(404, "not-found");
    }

    @Test
    void whatWasGivenUpIsShownAndTriedAgain() {
        var c = api.talks.conversation("wechat-oa", "hello");
        api.talks.say(c, Kind.BOT, "an answer", Optional.of(1L));
        var now = Instant.now().plusSeconds(60);
        var item =
                api.stores.outbox().claim(now, now.plusSeconds(60), 100).stream()
                        .filter(each -> each.conversationId().equals(c.id()))
                        .findFirst()
                        .orElseThrow();
        api.post("supervisor", "/v1/deliveries/" + item.id() + "/redeliver", Map.of())
                .isProblem(409, "not-given-up");
        api.stores
                .outbox()
                .settle(item.id(), new Settlement(State.DEAD, 9, now, "blocked", Optional.empty()));
        var failed = api.get("analyst", "/v1/deliveries?state=failed&channel=wechat-oa").is(200);
        assertThat(failed.items().toString())
                .contains("id=" + item.id(), "reason=blocked", "attempts=9", "createdAt=");
        assertThat(api.get("analyst", "/v1/deliveries").is(200).text()).contains(item.id());
        assertThat(api.get("analyst", "/v1/deliveries?channel=none").items()).isEmpty();
        api.post("supervisor", "/v1/deliveries/" + item.id() + "/redeliver", Map.of()).is(202);
        api.post("supervisor", "/v1/deliveries/none/redeliver", Map.of())
                .isProblem(404, "not-found");
        api.get("analyst", "/v1/deliveries?state=failed,unknown").is(200);
        api.get("analyst", "/v1/deliveries?state=lost").isProblem(400, "invalid");
        api.get("agent1", "/v1/deliveries").isProblem(403, "forbidden");
    }
}
