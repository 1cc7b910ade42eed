package io.dragoman.channel.wechatoa;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.message.Inbound;
import io.dragoman.testkit.FakeWeChat;
import io.dragoman.testkit.FakeWeChatCaller;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vendor calls us over a real socket; a few lines stand for the gateway. */
class WeChatCallbackTest {

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final FakeWeChat platform = new FakeWeChat(WeChatContractTest.ACCOUNT, clock);
    private final WeChatChannel channel =
            WeChatContractTest.open(platform.baseUri(), "", Duration.ofSeconds(8), clock);
    private final List<Inbound> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private FakeWeChatCaller vendor;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::serve);
        server.createContext("/wrong", exchange -> answer(exchange, 200, "{\"ok\":true}"));
        server.createContext("/mute", exchange -> await());
        server.start();
        vendor = calling("/hook", Duration.ofSeconds(5));
    }

    private FakeWeChatCaller calling(String path, Duration deadline) {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new FakeWeChatCaller(platform, uri, deadline);
    }

    @AfterEach
    void close() {
        end.countDown();
        vendor.close();
        server.stop(0);
        channel.close();
        platform.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var call =
                new WebhookRequest(
                        WebhookRequest.Endpoint.WEBHOOK,
                        exchange.getRequestMethod(),
                        query(exchange.getRequestURI()),
                        Map.copyOf(exchange.getRequestHeaders()),
                        exchange.getRequestBody().readAllBytes(),
                        clock.instant());
        switch (channel.decode(call)) {
            case Decoded.Messages decoded -> {
                taken.addAll(decoded.messages());
                answer(exchange, 200, decoded.acknowledgement().body());
            }
            case Decoded.Reply reply -> answer(exchange, reply.status(), reply.body());
            case Decoded.Refused refused -> answer(exchange, refused.status(), refused.reason());
        }
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void passesTheCheckOfTheVendorsConsole() {
        assertThat(vendor.checkUrl()).isTrue();
        try (var elsewhere = calling("/wrong", Duration.ofSeconds(5))) {
            assertThat(elsewhere.checkUrl()).isFalse();
        }
    }

    @Test
    void takesWhatACustomerWrites() {
        var push = vendor.say("oUser", "退货怎么办 🤔");
        assertThat(push)
                .isEqualTo(new FakeWeChatCaller.Push(FakeWeChatCaller.Result.ACKNOWLEDGED, 1, 200));
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).from().user()).isEqualTo("oUser");
        assertThat(taken.get(0).parts())
                .containsExactly(io.dragoman.api.message.Part.text("退货怎么办 🤔"));
    }

    @Test
    void refusesATamperedCall() throws IOException {
        var genuine = platform.call(platform.textXml("oUser", "hi"));
        var query = new HashMap<>(genuine.query());
        query.put("nonce", "forged");
        var response =
                vendor.exchange(
                        new WebhookRequest(
                                genuine.endpoint(),
                                "POST",
                                query,
                                genuine.headers(),
                                genuine.body(),
                                genuine.receivedAt()));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(taken).isEmpty();
    }

    @Test
    void isToldByTheFakeThatAWrongAnswerShowsTheCustomerAnError() {
        try (var elsewhere = calling("/wrong", Duration.ofSeconds(5))) {
            assertThat(elsewhere.say("oUser", "hi").result())
                    .isEqualTo(FakeWeChatCaller.Result.UNAVAILABLE);
        }
    }

    @Test
    void isCalledThreeTimesWhenNoAnswerComes() {
        try (var elsewhere = calling("/mute", Duration.ofMillis(200))) {
            assertThat(elsewhere.say("oUser", "hi"))
                    .isEqualTo(new FakeWeChatCaller.Push(FakeWeChatCaller.Result.GIVEN_UP, 3, 0));
        }
    }
}
