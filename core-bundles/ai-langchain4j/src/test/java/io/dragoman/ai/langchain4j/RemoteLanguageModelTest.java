package io.dragoman.ai.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.ai.langchain4j.ChatEndpoint.Provider;
import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.ai.LanguageModel.Completion.Answered;
import io.dragoman.api.ai.LanguageModel.Completion.Failed;
import io.dragoman.api.ai.LanguageModel.Message;
import io.dragoman.api.ai.LanguageModel.ModelTool;
import io.dragoman.api.ai.LanguageModel.Role;
import io.dragoman.api.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteLanguageModelTest {

    private static final Duration PATIENT = Duration.ofSeconds(10);

    private FakeModelServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FakeModelServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void answersWithTheTextOfTheModel() {
        server.says("七天内可以退货");

        var completion = model().complete(question("怎么退货"), List.of(), PATIENT);

        assertThat(completion).isEqualTo(new Answered("七天内可以退货", List.of(), 12));
        var asked = server.asked().getFirst();
        assertThat(asked.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(asked.at("/messages/1/content").asText()).isEqualTo("怎么退货");
        assertThat(asked.at("/max_tokens").asInt()).isEqualTo(100);
        assertThat(server.keys()).containsExactly("Bearer key-1");
    }

    @Test
    void callsAToolAndAnswersWithItsResult() {
        server.wantsTool("find_order", "{\"number\":\"A-1\"}").says("A-1 is on its way");
        var calls = new ArrayList<String>();

        var completion =
                model().complete(
                                question("where is A-1?"),
                                List.of(
                                        tool(
                                                "find_order",
                                                arguments -> {
                                                    calls.add(arguments);
                                                    return "{\"state\":\"shipped\"}";
                                                })),
                                PATIENT);

        assertThat(completion)
                .isEqualTo(new Answered("A-1 is on its way", List.of("find_order"), 24));
        assertThat(calls).containsExactly("{\"number\":\"A-1\"}");
        var offered = server.asked().getFirst().at("/tools/0/function");
        assertThat(offered.at("/name").asText()).isEqualTo("find_order");
        assertThat(offered.at("/parameters/properties/number/type").asText()).isEqualTo("string");
        assertThat(offered.at("/parameters/required/0").asText()).isEqualTo("number");
        var result = server.asked().get(1).at("/messages/3");
        assertThat(result.at("/role").asText()).isEqualTo("tool");
        assertThat(result.at("/content").asText()).isEqualTo("{\"state\":\"shipped\"}");
    }

    @Test
    void tellsTheModelWhenAToolFailsOrDoesNotExist() {
        server.wantsTool("broken", "{}").wantsTool("invented", "{}").says("Sorry");
        ModelTool broken =
                tool(
                        "broken",
                        arguments -> {
                            throw new IllegalStateException("no shop");
                        });

        var completion = model().complete(question("hi"), List.of(broken), PATIENT);

        assertThat(completion).isEqualTo(new Answered("Sorry", List.of("broken"), 36));
        assertThat(server.asked().get(1).at("/messages/3/content").asText())
                .isEqualTo("error: broken failed");
        assertThat(server.asked().get(2).at("/messages/5/content").asText())
                .isEqualTo("error: there is no tool invented");
    }

    @Test
    void stopsAModelThatAsksForToolsForEver() {
        server.wantsTool("again", "{}");

        var completion =
                model().complete(question("hi"), List.of(tool("again", a -> "more")), PATIENT);

        assertThat(completion).isEqualTo(new Failed("it still asked for tools after 5 rounds"));
    }

    @Test
    void givesUpWhenTheTimeIsUp() {
        server.hangs();
        var before = System.nanoTime();

        var completion = model().complete(question("hi"), List.of(), Duration.ofMillis(300));

        assertThat(completion).isEqualTo(new Failed("no answer within 300 ms"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void givesUpOnASlowToolToo() {
        server.wantsTool("slow", "{}").says("late");
        var never = new CountDownLatch(1);
        var slow =
                tool(
                        "slow",
                        arguments -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return "late";
                        });

        var completion = model().complete(question("hi"), List.of(slow), Duration.ofMillis(500));

        assertThat(completion).isEqualTo(new Failed("no answer within 500 ms"));
    }

    @Test
    void refusesMoreQuestionsThanAllowedAtOnce() throws Exception {
        server.hangs();
        var model = model();
        var first =
                Thread.ofVirtual().start(() -> model.complete(question("a"), List.of(), PATIENT));
        while (server.asked().isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(model.complete(question("b"), List.of(), PATIENT))
                .isEqualTo(new Failed("too many questions are open at once"));
        first.interrupt();
        first.join(5_000);
    }

    @Test
    void saysInPlainWordsWhyThereIsNoAnswer() {
        server.answers(500, "{\"error\":{\"message\":\"the customer said: secret\"}}");
        assertThat(model().complete(question("hi"), List.of(), PATIENT))
                .isEqualTo(new Failed("the endpoint answered HTTP 500"));
    }

    @Test
    void namesARefusedKeyAndTooManyRequests() throws IOException {
        server.answers(401, "{}");
        assertThat(model().complete(question("hi"), List.of(), PATIENT))
                .isEqualTo(new Failed("the endpoint refused the key"));
        try (var busy = new FakeModelServer().answers(429, "{}")) {
            assertThat(
                            model(Provider.OPENAI, busy.url("/v1"))
                                    .complete(question("hi"), List.of(), PATIENT))
                    .isEqualTo(new Failed("the endpoint says: too many requests (429)"));
        }
    }

    @Test
    void takesRubbishForNoAnswer() {
        server.answers(200, "<html>It works!</html>");
        assertThat(model().complete(question("hi"), List.of(), PATIENT))
                .isEqualTo(new Failed("the endpoint's reply is not the JSON expected"));
    }

    @Test
    void takesEmptyJsonForNoAnswer() {
        server.answers(200, "{}");
        assertThat(model().complete(question("hi"), List.of(), PATIENT)).isInstanceOf(Failed.class);
    }

    @Test
    void takesABlankReplyForNoAnswer() {
        server.says("  ");
        assertThat(model().complete(question("hi"), List.of(), PATIENT))
                .isEqualTo(new Failed("the reply holds no text"));
    }

    @Test
    void saysWhenTheEndpointCannotBeReached() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var model = model(Provider.OPENAI, URI.create("http://127.0.0.1:" + free + "/v1"));

        assertThat(model.complete(question("hi"), List.of(), PATIENT))
                .isEqualTo(new Failed("the endpoint cannot be reached"));
    }

    @Test
    void speaksToOllamaAsWell() {
        server.answers(
                200,
                "{\"model\":\"fake\",\"message\":{\"role\":\"assistant\",\"content\":\"hello\"},"
                        + "\"done\":true,\"prompt_eval_count\":3,\"eval_count\":4}");

        var completion =
                model(Provider.OLLAMA, server.url("")).complete(question("hi"), List.of(), PATIENT);

        assertThat(completion).isEqualTo(new Answered("hello", List.of(), 7));
        assertThat(model(Provider.OLLAMA, server.url("")).name()).isEqualTo("ollama/fake");
    }

    private LanguageModel model() {
        return model(Provider.OPENAI, server.url("/v1"));
    }

    private static LanguageModel model(Provider provider, URI url) {
        var endpoint =
                new ChatEndpoint(
                        provider,
                        url,
                        new Secret("key-1"),
                        "fake",
                        Optional.of(0.1),
                        Duration.ofSeconds(30),
                        100);
        return new RemoteLanguageModel(endpoint.name(), endpoint.connect(), 1);
    }

    private static List<Message> question(String text) {
        return List.of(new Message(Role.SYSTEM, "You serve a shop."), new Message(Role.USER, text));
    }

    private static ModelTool tool(String name, java.util.function.Function<String, String> call) {
        var schema =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("number", Map.of("type", "string", "description", "its number")),
                        "required",
                        List.of("number"));
        return new ModelTool(name, "Does " + name, schema, call);
    }
}
