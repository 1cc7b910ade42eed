package io.dragoman.authoring.yaml;

import static io.dragoman.testkit.SkillTester.talkTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.TestClock;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YamlSkillTest {

    private static final String HEAD =
            """
            skill: parcel
            version: 1.0.0
            title: Parcel
            purpose: Where a parcel is
            examples: [where is my parcel]
            settings:
              shop: {}
            """;
    private static final String SLOTS =
            """
            slots:
              number: { type: pattern, pattern: "P[0-9]{4}", ask: Which parcel? }
            """;

    private final LegacyShop shop = new LegacyShop();
    private final TestClock clock = TestClock.at(Instant.parse("2026-11-21T02:00:00Z"));
    private final YamlFormat format = format(new HostPolicy(List.of("127.0.0.1"), false));

    private YamlFormat format(HostPolicy policy) {
        return new YamlFormat(policy, new JacksonJson(), clock, ZoneId.of("Asia/Shanghai"));
    }

    @AfterEach
    void close() {
        shop.close();
        format.close();
    }

    private Skill skill(String... parts) {
        return skill(format, parts);
    }

    private Skill skill(YamlFormat by, String... parts) {
        var text = HEAD + String.join("", parts);
        return by.open(text.getBytes(UTF_8), Map.of("shop", shop.address() + "/"));
    }

    @Test
    void putsValuesIntoAnAddressSafely() {
        var skill =
                skill(
                        """
                        slots: { words: { type: text, ask: What? } }
                        call: { url: "{settings.shop}/find/{slots.words}?x={slots.words}", query: { q: "{slots.words}" } }
                        outcomes: [ { when: { status: 404 }, say: none } ]
                        """);

        talkTo(skill).user("hi").user("../a b&c=d#茶/?").says("none");
        talkTo(skill).user("hi").user("..").gets(Turn.Pass.class);

        var value = "..%2Fa%20b%26c%3Dd%23%E8%8C%B6%2F%3F";
        assertThat(shop.requests()).hasSize(1);
        assertThat(shop.requests().get(0).uri())
                .isEqualTo("/find/" + value + "?x=" + value + "&q=" + value.replace("%20", "+"));
    }

    @Test
    void sendsJsonWithTheKindsOfItsValues() {
        shop.page("/count", 200, "application/json", "{\"ok\": true}");
        var skill =
                skill(
                        """
                        slots: { count: { type: number, max: 99, ask: How many? } }
                        call:
                          method: POST
                          effect: reads
                          url: "{settings.shop}/count"
                          body: { json: { count: "{slots.count}", text: "n={slots.count}", fixed: [1, true, null, "{{x}}"] } }
                        outcomes: [ { when: { fields: { answer.ok: true } }, say: fine } ]
                        """);

        talkTo(skill).user("7 please").says("fine");

        assertThat(shop.requests().get(0).text())
                .isEqualTo("{\"count\":7,\"text\":\"n=7\",\"fixed\":[1,true,null,\"{x}\"]}");
        assertThat(shop.requests().get(0).headers())
                .containsEntry("Content-type", "application/json; charset=UTF-8");
    }

    @Test
    void sendsAndReadsXmlInTheCharsetOfOldSystems() {
        var gbk = Charset.forName("GBK");
        shop.page("/soap", 200, "text/xml", "<r><who>老王</who></r>", gbk);
        var skill =
                skill(
                        """
                        slots: { words: { type: text, ask: What? } }
                        call:
                          method: POST
                          effect: reads
                          url: "{settings.shop}/soap"
                          charset: GBK
                          body: { xml: "<q a='{slots.words}'>{slots.words}</q>" }
                        outcomes: [ { when: { status: 200 }, say: "{answer.who}" } ]
                        """);

        talkTo(skill).user("hi").user("茶 <&'>").says("老王");

        var sent = new String(shop.requests().get(0).body(), gbk);
        assertThat(sent).isEqualTo("<q a='茶 &lt;&amp;&apos;&gt;'>茶 &lt;&amp;&apos;&gt;</q>");
    }

    @Test
    void goesOnOverSeveralStepsAndRemembers() {
        shop.page(
                "/parcels",
                200,
                "application/json",
                "{\"list\": [{\"no\": \"P0001\", \"to\": \"Li\"}, {\"no\": \"P0002\", \"to\":"
                        + " \"Wu\"}], \"ticket\": 77}");
        shop.page(
                "/parcels/P0002",
                200,
                "application/json",
                "{\"at\": 1795226400000, \"left\": 1250}");
        var skill =
                skill(
                        SLOTS,
                        """
                        steps:
                          start:
                            slots: []
                            call: { url: "{settings.shop}/parcels" }
                            outcomes:
                              - when: { fields: { answer.list: { there: true } } }
                                choices:
                                  prompt: Which one?
                                  options: [ { each: answer.list, label: "To {item.to}", sends: "{item.no}" } ]
                                remember: { ticket: "{answer.ticket}" }
                                next: one
                          one:
                            slots: [number]
                            call: { url: "{settings.shop}/parcels/{slots.number}", headers: { X-Ticket: "{memory.ticket}" } }
                            outcomes:
                              - when: { status: 2xx, fields: { answer.left: { more: 1000, less: 2000 } } }
                                say: "{slots.number} on {answer.at|date} for {answer.left|cents}, {answer.note|or no note}"
                        """);

        talkTo(skill)
                .user("where is my parcel")
                .says("Which one?")
                .restarted()
                .presses("To Wu")
                .says("P0002 on 2026-11-21 for 12.50, no note")
                .gets(Turn.Done.class);
        assertThat(shop.requests().get(1).headers()).containsEntry("X-ticket", "77");
    }

    @Test
    void asksBeforeItChangesAndDoesItOnce() {
        shop.page("/cancel", 200, "application/json", "{\"done\": true}");

        talkTo(cancelling())
                .user("where is my parcel P0001")
                .says("Cancel P0001?")
                .user("yes")
                .says("P0001 is cancelled");

        assertThat(shop.requests()).hasSize(1);
        assertThat(shop.requests().get(0).text()).isEqualTo("number=P0001");
    }

    @Test
    void doesNothingWhenTheCustomerDoesNotAgree() {
        talkTo(cancelling()).user("where is my parcel P0001").says("Cancel P0001?").user("no");

        assertThat(shop.requests()).isEmpty();
    }

    @Test
    void tellsWhyAChangeWasRefused() {
        shop.page("/cancel", 409, "text/html", "<html>too late</html>");

        talkTo(cancelling())
                .user("where is my parcel P0001")
                .user("yes")
                .says("It is on its way already");
        assertThat(shop.requests()).as("a change is not repeated").hasSize(1);
    }

    private Skill cancelling() {
        return skill(
                SLOTS,
                """
                call:
                  method: POST
                  effect: changes
                  url: "{settings.shop}/cancel"
                  body: { form: { number: "{slots.number}" } }
                outcomes:
                  - when: { status: 409 }
                    say: It is on its way already.
                  - when: { status: 200, fields: { answer.done: true } }
                    say: "{slots.number} is cancelled."
                  - when: { failed: true }
                    handOver: { summary: "Cancel {slots.number}: {failure}" }
                tool: { name: cancel_parcel, purpose: Cancels a parcel, confirm: "Cancel {slots.number}?" }
                """);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aToolThatChangesTellsTheStatus() {
        var tool = (Tool<Tool.Values>) cancelling().spec().tools().get(0);
        var caller = new Tool.Caller("demo", Optional.empty());
        var values = new Tool.Values(Map.of("number", "P0001"));
        assertThat(tool.effect()).isEqualTo(Tool.Effect.CHANGES);

        shop.page("/cancel", 200, "application/json", "{\"done\": true}");
        assertThat(tool.call().apply(values, caller))
                .isEqualTo(
                        new Tool.Result.Ok(Map.of("status", 200L, "answer", Map.of("done", true))));
        shop.page("/cancel", 409, "text/html", "");
        assertThat(tool.call().apply(values, caller))
                .isEqualTo(new Tool.Result.Failed("409: It is on its way already."));
    }

    @Test
    void callsOnlyTheHostsThatAreAllowed() {
        var closed = format(new HostPolicy(List.of("shop.example"), false));
        var skill =
                skill(
                        closed,
                        """
                        call: { url: "{settings.shop}/x" }
                        outcomes: [ { when: { failed: true }, say: "{failure}" } ]
                        """);

        talkTo(skill)
                .user("where is my parcel")
                .says("the host 127.0.0.1 is not allowed; name it in 'hosts' in etc/");
        assertThat(shop.requests()).isEmpty();
        closed.close();
    }

    @Test
    void followsNoRedirect() {
        shop.page("/x", 302, "text/html", "");
        var skill =
                skill(
                        """
                        call: { url: "{settings.shop}/x" }
                        outcomes: [ { when: { status: 3xx }, say: elsewhere } ]
                        """);

        talkTo(skill).user("where is my parcel").says("elsewhere");
    }

    @Test
    void readsNoMoreThanAMebibyte() {
        shop.page("/x", 200, "text/plain", "x".repeat(HttpCaller.MAX_ANSWER + 10));
        var skill =
                skill(
                        """
                        call: { url: "{settings.shop}/x" }
                        outcomes: [ { when: { failed: true }, say: "{failure}" } ]
                        """);

        talkTo(skill).user("where is my parcel").says("is longer than 1048576 bytes");
    }

    @Test
    void canAlsoJustSpeak() {
        var skill =
                skill(
                        """
                        outcomes:
                          - card: { title: Hours, fields: [ { label: Mon, value: 9-18 }, { label: Sun, value: "{memory.none}" } ] }
                        """);

        var card = talkTo(skill).user("where is my parcel").card();

        assertThat(card.fields()).containsExactly(new Part.Card.Field("Mon", "9-18"));
    }
}
