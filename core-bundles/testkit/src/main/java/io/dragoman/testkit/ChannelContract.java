package io.dragoman.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every webhook channel owes the core, as tests: extend it, say how to open the channel and
 * its fake platform, and put recorded payloads beside their expected messages into {@code
 * src/test/resources/fixtures} (see {@link Fixture}).
 */
public abstract class ChannelContract {

    /** When every test begins. */
    protected static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    /** The time that is now. */
    protected final TestClock clock = TestClock.at(START);

    private FakePlatform platform;
    private WebhookChannel channel;

    /** The platform, running, with {@link #user()} ready to be written to. */
    protected abstract FakePlatform openPlatform();

    /** The channel, which calls this address and waits so long for an answer. */
    protected abstract WebhookChannel openChannel(URI platformAddress, Duration patience);

    /** A customer to write to. */
    protected abstract String user();

    /** A call with this payload as the platform would make it, valid at that time. */
    protected abstract WebhookRequest genuine(String payload, Instant at);

    /** A payload that is one message of the customer. */
    protected abstract String payload();

    /** Calls made from a genuine one, each with something changed that a signature must notice. */
    protected abstract List<WebhookRequest> forgeries(WebhookRequest genuine);

    /** The credentials, none of which may show in a reason. */
    protected abstract List<String> secrets();

    /** The channel under test. */
    protected final WebhookChannel channel() {
        return channel;
    }

    /** The platform it talks to. */
    protected final FakePlatform platform() {
        return platform;
    }

    @BeforeEach
    final void openBoth() {
        platform = openPlatform();
        channel = openChannel(platform.baseUri(), Duration.ofSeconds(8));
    }

    @AfterEach
    final void closeBoth() throws Exception {
        platform.close();
        close(channel);
    }

    private static void close(WebhookChannel opened) throws Exception {
        if (opened instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Test
    void takesAGenuineCall() {
        var messages = decode(genuine(payload(), START));
        assertThat(messages).hasSize(1);
        var from = messages.get(0).from();
        assertThat(from.channel()).isEqualTo(channel.identity().channel());
        assertThat(from.account()).isEqualTo(channel.identity().account());
        assertThat(messages.get(0).parts()).isNotEmpty();
    }

    @Test
    void refusesForgeriesWithoutTellingSecrets() {
        var forgeries = forgeries(genuine(payload(), START));
        assertThat(forgeries).isNotEmpty();
        for (var forgery : forgeries) {
            var decoded = channel.decode(forgery);
            assertThat(decoded).isInstanceOf(Decoded.Refused.class);
            var refused = (Decoded.Refused) decoded;
            assertThat(refused.status()).isBetween(400, 499);
            assertThat(refused.reason()).doesNotContain(secrets()).isNotBlank();
        }
    }

    @Test
    void refusesACallThatIsStaleOrFromTheFuture() {
        for (var drift : List.of(Duration.ofHours(-1), Duration.ofHours(1))) {
            var old = genuine(payload(), START.plus(drift));
            var late =
                    new WebhookRequest(
                            old.endpoint(),
                            old.method(),
                            old.query(),
                            old.headers(),
                            old.body(),
                            START);
            assertThat(channel.decode(late)).isInstanceOf(Decoded.Refused.class);
        }
    }

    @Test
    void givesARepeatedCallTheSameIdsSoThatTheCoreDropsIt() {
        var call = genuine(payload(), START);
        assertThat(decode(call)).isEqualTo(decode(call));
    }

    @Test
    void refusesGarbageWithoutThrowing() {
        var random = new Random(42);
        var call = genuine(payload(), START);
        for (int size : new int[] {0, 1, 10, 1000, 100_000}) {
            var body = new byte[size];
            random.nextBytes(body);
            for (var query : List.of(call.query(), Map.<String, String>of())) {
                var garbage =
                        new WebhookRequest(
                                call.endpoint(), "POST", query, call.headers(), body, START);
                assertThat(channel.decode(garbage)).isInstanceOf(Decoded.Refused.class);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> decodesEveryFixture() throws IOException {
        var fixtures = Fixture.all();
        assertThat(fixtures).isNotEmpty();
        return fixtures.stream().map(fixture -> dynamicTest(fixture.name(), () -> check(fixture)));
    }

    private void check(Fixture fixture) {
        assertThat(fixture.describe(decode(genuine(fixture.payload(), START))))
                .isEqualTo(fixture.expected());
    }

    private List<Inbound> decode(WebhookRequest call) {
        var decoded = channel.decode(call);
        assertThat(decoded).isInstanceOf(Decoded.Messages.class);
        return ((Decoded.Messages) decoded).messages();
    }

    @TestFactory
    Stream<DynamicTest> showsOrRefusesEveryKindOfPart() {
        return Stream.of(
                        Part.text("hello"),
                        new Part.Media(
                                URI.create("https://shop.example/a.png"), "image/png", "a.png", 9),
                        new Part.Card(
                                "Order 1",
                                List.of(new Part.Card.Field("State", "paid")),
                                List.of(new Part.Action("Cancel", "cancel:1"))),
                        new Part.Choices("Which?", List.of(new Part.Action("A", "a"))),
                        new Part.Place(31.23, 121.47, "Shanghai"))
                .map(part -> dynamicTest(part.kind().name(), () -> check(part)));
    }

    private void check(Part part) {
        int before = platform.delivered().size();
        var delivery = send("part-" + part.kind(), part);
        boolean shown = channel.capabilities().shows().contains(part.kind());
        assertThat(delivery).isInstanceOf(shown ? Delivery.Sent.class : Delivery.Rejected.class);
        assertThat(platform.delivered()).hasSize(before + (shown ? 1 : 0));
    }

    @Test
    void keepsEmojiAndEveryScript() {
        var text = "茶 🍵 👨‍👩‍👧 Ünïcødé \"quoted\" \\ </xml> العربية\nsecond line";
        assertThat(send("emoji", Part.text(text))).isInstanceOf(Delivery.Sent.class);
        assertThat(platform.textsTo(user())).containsExactly(text);
    }

    @Test
    void showsALongTextWholeUpToItsLimitAndNeverCutsOne() {
        int limit = channel.capabilities().maxTextLength();
        var longest = "汉".repeat(limit);
        assertThat(send("long", Part.text(longest))).isInstanceOf(Delivery.Sent.class);
        assertThat(platform.textsTo(user())).containsExactly(longest);
        var tooLong = "汉".repeat(limit * 2 + 1);
        if (send("longer", Part.text(tooLong)) instanceof Delivery.Sent) {
            assertThat(platform.textsTo(user())).containsExactly(longest, tooLong);
        } else {
            assertThat(platform.textsTo(user())).containsExactly(longest);
        }
    }

    @Test
    void triesLaterWhenThePlatformIsBusyOrBroken() {
        for (int status : new int[] {429, 500, 502, 503}) {
            platform.failNext(new FakePlatform.Fault.Status(status, Map.of("Retry-After", "7")));
            var delivery = send("busy-" + status, Part.text("hello"));
            assertThat(delivery).isInstanceOf(Delivery.Later.class);
            assertThat(((Delivery.Later) delivery).after()).isPositive();
            assertThat(((Delivery.Later) delivery).reason()).doesNotContain(secrets());
        }
        assertThat(platform.delivered()).isEmpty();
    }

    @Test
    void heedsHowLongThePlatformAsksToWait() {
        platform.failNext(new FakePlatform.Fault.Status(429, Map.of("Retry-After", "77")));
        var delivery = send("wait", Part.text("hello"));
        assertThat(((Delivery.Later) delivery).after()).isEqualTo(Duration.ofSeconds(77));
    }

    @Test
    void doesNotKnowAfterSilenceAndSendsOnlyOnce() throws Exception {
        var hasty = openChannel(platform.baseUri(), Duration.ofMillis(700));
        try {
            platform.failNext(new FakePlatform.Fault.Silence());
            var delivery = hasty.send(outbound("silence", Part.text("hello")));
            assertThat(delivery).isInstanceOf(Delivery.Unknown.class);
            assertThat(((Delivery.Unknown) delivery).reason()).doesNotContain(secrets());
            assertThat(platform.textsTo(user())).containsExactly("hello");
        } finally {
            close(hasty);
        }
    }

    @Test
    void triesLaterWhenNobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var lost = openChannel(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(5));
        try {
            assertThat(lost.send(outbound("lost", Part.text("hello"))))
                    .isInstanceOf(Delivery.Later.class);
        } finally {
            close(lost);
        }
    }

    @Test
    void survivesAnAnswerThatMakesNoSense() {
        platform.failNext(new FakePlatform.Fault.Nonsense());
        assertThat(send("nonsense", Part.text("hello")))
                .isInstanceOfAny(Delivery.Sent.class, Delivery.Unknown.class);
        assertThat(platform.textsTo(user())).containsExactly("hello");
    }

    @Test
    void showsARepeatedSendOnceWhereItPromisesTo() {
        if (channel.capabilities().idempotentSend()) {
            send("same", Part.text("hello"));
            assertThat(send("same", Part.text("hello"))).isInstanceOf(Delivery.Sent.class);
            assertThat(platform.textsTo(user())).containsExactly("hello");
        }
    }

    private Delivery send(String key, Part part) {
        return channel.send(outbound(key, part));
    }

    private Outbound outbound(String key, Part part) {
        var identity = channel.identity();
        var to = new Address(identity.channel(), identity.account(), user());
        return new Outbound(key, to, List.of(part));
    }
}
