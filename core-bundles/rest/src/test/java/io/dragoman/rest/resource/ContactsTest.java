package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.Order;
import io.dragoman.rest.TestApi;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private final TestApi api = TestApi.shared();

    @AfterEach
    void speakEnglishAgain() {
        api.speaking("en");
    }

    @Test
    void peopleAreFoundAndChanged() {
        var id = api.talks.conversation("hello").contactId();
        var change =
                Map.of(
                        "name", "Findable Fang",
                        "email", "fang@example.org",
                        "vip", true,
                        "tags", List.of("loyal"),
                        "note", "likes tea");
        var changed = api.patch("agent1", "/v1/contacts/" + id, change).is(200);
        assertThat(changed.tree())
                .containsEntry("name", "Findable Fang")
                .containsEntry("vip", true)
                .containsEntry("note", "likes tea");
        var found = api.get("agent1", "/v1/contacts?q=Findable").is(200).items();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("identities").toString()).contains("channel=web");
        assertThat(api.get("agent1", "/v1/contacts/" + id).tree()).containsKey("lastSeenAt");
        var cleared = api.patch("agent1", "/v1/contacts/" + id, Map.of("note", "")).is(200);
        assertThat(cleared.tree()).doesNotContainKey("note").containsEntry("vip", true);
        api.patch("agent1", "/v1/contacts/" + id, Map.of("name", " ")).isProblem(400, "invalid");
        api.patch("agent1", "/v1/contacts/" + id, Map.of("tags", List.of("a,b")))
                .isProblem(400, "invalid");
        api.get("agent1", "/v1/contacts/none").isProblem(404, "not-found");
        api.get("analyst", "/v1/contacts").isProblem(403, "forbidden");
    }

    @Test
    void twoAreMadeOneAndParted() {
        var one = api.talks.conversation("on the web").contactId();
        var other = api.talks.conversation("wechat-oa", "on wechat").contactId();
        var merged =
                api.post("agent1", "/v1/contacts/" + one + "/merge", Map.of("other", other))
                        .is(200);
        var identities = (List<?>) merged.get("identities");
        assertThat(identities).hasSize(2);
        var wechat =
                identities.stream()
                        .map(identity -> (Map<?, ?>) identity)
                        .filter(identity -> "wechat-oa".equals(identity.get("channel")))
                        .findFirst()
                        .orElseThrow();
        var path = "/v1/contacts/" + one + "/identities/";
        var parted = api.delete("agent1", path + wechat.get("id")).is(200);
        assertThat((List<?>) parted.get("identities")).hasSize(1);
        var last = (Map<?, ?>) ((List<?>) parted.get("identities")).get(0);
        api.delete("agent1", path + last.get("id")).isProblem(409, "only-identity");
        api.delete("agent1", path + "none").isProblem(404, "not-found");
        api.post("agent1", "/v1/contacts/" + one + "/merge", Map.of("other", one))
                .isProblem(400, "same-contact");
        api.post("agent1", "/v1/contacts/" + one + "/merge", Map.of("other", "none"))
                .isProblem(404, "not-found");
    }

    @Test
    void whatTheShopKnowsStandsBesideThem() {
        var id = api.talks.conversation("my order").contactId();
        assertThat(api.get("agent1", "/v1/contacts/" + id + "/orders").is(200).items()).isEmpty();
        api.stores.contacts().update(id, "Buyer", Optional.of("cu-1"), Map.of());
        api.shop.with(
                new Order(
                        "A-1",
                        "cu-1",
                        Order.State.SHIPPED,
                        Instant.parse("2026-11-20T09:00:00Z"),
                        List.of(
                                new Order.Line(
                                        "s",
                                        new LocalText("茶杯", "Cup"),
                                        2,
                                        new BigDecimal("9.50"))),
                        new BigDecimal("19.00"),
                        "CNY",
                        "Shanghai",
                        Optional.of("SF1")));
        var order = api.get("agent1", "/v1/contacts/" + id + "/orders").is(200).items().get(0);
        assertThat(order)
                .containsEntry("orderNumber", "A-1")
                .containsEntry("state", "shipped")
                .containsEntry("total", "19.00");
        assertThat(order.get("card").toString()).contains("Order A-1", "Cup", "2 × 9.50", "SF1");
        var chinese = api.speaking("zh-CN").get("agent1", "/v1/contacts/" + id + "/orders").is(200);
        assertThat(chinese.text()).contains("订单 A-1", "茶杯", "已发货");
    }

    @Test
    void aShopThatIsDownIsToldNotThrown() throws Exception {
        try (var own = new TestApi()) {
            var id = own.talks.conversation("my order").contactId();
            own.stores.contacts().update(id, "Buyer", Optional.of("cu-1"), Map.of());
            own.shop.down(true);
            var answer = own.get("agent1", "/v1/contacts/" + id + "/orders").is(200);
            assertThat(answer.get("unavailable")).isEqualTo("The shop cannot be reached.");
            assertThat(answer.items()).isEmpty();
        }
    }
}
