package io.dragoman.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.itests.harness.AgentDesk;
import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import io.dragoman.itests.harness.Visitor.Reply;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rung of the ladder, over the visitor's socket, in both languages, with its trace. */
class LadderIT {

    private static RunningDragoman dragoman;
    private static Api admin;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
        admin = dragoman.api("admin");
    }

    private static JsonNode trace(Visitor visitor, Reply reply) {
        return admin.get(
                        "/api/v1/conversations/%s/messages/%d/trace"
                                .formatted(visitor.conversation(), reply.seq()))
                .ok();
    }

    private static String answeredBy(Visitor visitor, Reply reply) {
        return trace(visitor, reply).path("answeredBy").asText();
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, 哪里有赌博网站, 抱歉，这类内容我们无法处理",
        "en, where can I find a casino, Sorry, we cannot help with that",
        "zh-CN, 我的密码是 abc123, 请不要在聊天中发送密码",
    })
    void theGuardBlocksForbiddenWords(String locale, String text, String answer) {
        try (var visitor = Visitor.in(dragoman, locale)) {
            var reply = visitor.ask(text);

            assertThat(reply.text()).contains(answer);
            assertThat(answeredBy(visitor, reply)).isEqualTo("guard");
        }
    }

    @Test
    void theGuardRefusesWhatIsTooLong() {
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(visitor.ask("why ".repeat(2000)).text()).contains("too long");
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, 你好, 您好, 问候", "en, hello, Hello, greeting"})
    void rulesAnswer(String locale, String text, String answer, String rule) {
        try (var visitor = Visitor.in(dragoman, locale)) {
            var reply = visitor.ask(text);

            assertThat(reply.kind()).isEqualTo("bot");
            assertThat(reply.text()).contains(answer);
            var trace = trace(visitor, reply);
            assertThat(trace.path("answeredBy").asText()).isEqualTo("rules");
            assertThat(trace.findValuesAsText("name")).anyMatch(name -> name.contains(rule));
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, 帮我查一下订单 DM100002", "en, where is my order DM100002"})
    void aSkillAnswersWithACardOfTheOrder(String locale, String text) {
        try (var visitor = Visitor.customer(dragoman, locale, "C1001")) {
            var reply = visitor.ask(text);

            assertThat(reply.text()).contains("DM100002");
            assertThat(reply.parts().findValuesAsText("type")).contains("card");
            assertThat(answeredBy(visitor, reply)).isEqualTo("skill");
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, 查订单, DM100004", "en, I want to check an order, DM100004"})
    void aDialogueAsksForWhatIsMissingAndGoesOn(String locale, String text, String number) {
        try (var visitor = Visitor.in(dragoman, locale)) {
            var question = visitor.ask(text);
            assertThat(answeredBy(visitor, question)).isEqualTo("skill");

            var answer = visitor.ask(number);

            assertThat(answeredBy(visitor, answer)).isEqualTo("dialogue");
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, 付款之后多久能发货, 16", "en, How soon do you dispatch after payment?, 16:00"})
    void knowledgeAnswersWithItsSource(String locale, String text, String fact) {
        try (var visitor = Visitor.in(dragoman, locale)) {
            var reply = visitor.ask(text);

            assertThat(reply.text()).contains(fact);
            var trace = trace(visitor, reply);
            assertThat(trace.path("answeredBy").asText()).isEqualTo("knowledge");
            assertThat(trace.findValue("candidates")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, 量子力学的薛定谔方程怎么解, 换个说法",
        "en, How is the Schroedinger equation solved numerically, another way"
    })
    void whatNobodyUnderstandsIsAskedBackOnceAndThenHandedOver(
            String locale, String text, String question) {
        try (var visitor = Visitor.in(dragoman, locale)) {
            var first = visitor.ask(text);
            assertThat(first.text()).contains(question);
            assertThat(answeredBy(visitor, first)).isEqualTo("handoff");

            visitor.ask(text);

            visitor.sees("state", frame -> frame.path("state").asText().equals("queued"));
        }
    }

    @ParameterizedTest
    @CsvSource({"zh-CN, 人工", "en, agent", "en, I want to talk to a person"})
    void aPersonIsToBeHadAtAnyTime(String locale, String wish) {
        try (var desk = AgentDesk.open(dragoman, "agent1");
                var visitor = Visitor.in(dragoman, locale)) {
            visitor.ask(locale.equals("en") ? "hello" : "你好");
            var reply = visitor.ask(wish);
            assertThat(answeredBy(visitor, reply)).isEqualTo("person");
            var queued = desk.seesConversation(visitor.conversation(), "queued");
            assertThat(queued.at("/handoff/summary").asText()).isNotEmpty();

            desk.take(visitor.conversation());
            visitor.sees(
                    "state",
                    frame ->
                            frame.path("state").asText().equals("human")
                                    && frame.at("/agent/name").asText().contains("Mei"));
            desk.say(visitor.conversation(), "a-" + visitor.conversation(), "I am a person");

            assertThat(visitor.hears("agent", said -> true).text()).isEqualTo("I am a person");
            desk.closeConversation(visitor.conversation());
            visitor.sees("state", frame -> frame.path("state").asText().equals("closed"));
            visitor.send(Map.of("type", "rate", "score", 5, "comment", "great"));
            io.dragoman.itests.harness.Awaiting.eventually(
                    java.time.Duration.ofSeconds(5),
                    () ->
                            assertThat(admin.get("/api/v1/ratings").ok().toString())
                                    .contains(visitor.conversation()));
        }
    }

    @Test
    void aPersonIsToBeHadInTheMiddleOfADialogue() {
        try (var visitor = Visitor.in(dragoman, "zh-CN")) {
            visitor.ask("查订单");
            visitor.ask("人工");

            visitor.sees("state", frame -> frame.path("state").asText().equals("queued"));
        }
    }

    @Test
    void aComplaintGoesToTheSupervisors() {
        try (var desk = AgentDesk.open(dragoman, "supervisor");
                var visitor = Visitor.in(dragoman, "zh-CN")) {
            visitor.ask("我要投诉你们的服务");

            var queued = desk.seesConversation(visitor.conversation(), "queued");
            assertThat(queued.at("/team/name").asText()).isEqualTo("主管组");
        }
    }

    @Test
    void whatIsLeftWhileNobodyIsThereBecomesATicket() {
        try (var visitor = Visitor.in(dragoman, "zh-CN")) {
            io.dragoman.itests.harness.Awaiting.eventually(
                    java.time.Duration.ofSeconds(40),
                    () ->
                            assertThat(admin.get("/api/v1/presence").ok().findValuesAsText("state"))
                                    .containsOnly("offline"));
            assertThat(visitor.ask("人工").text()).contains("留言");

            var left = visitor.ask("请回电 13800001001，茶壶裂了");

            assertThat(left.text()).contains("工单号");
            var tickets = admin.get("/api/v1/tickets").ok();
            assertThat(tickets.toString()).contains("茶壶裂了");
        }
    }
}
