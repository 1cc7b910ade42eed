package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import io.dragoman.testkit.FakePlatform;
import io.dragoman.testkit.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another system hears of what happens here, over real HTTP, from a container. */
class EventFeedIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Checks signatures with code of its own; refuses the first calls as if it were starting. */
    private static final class Receiver extends FakePlatform {
        private final AtomicInteger refusals = new AtomicInteger(1);
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private volatile Optional<WebhookSignature> signature = Optional.empty();

        @Override
        protected boolean bringsMessage(Call call) {
            return true;
        }

        @Override
        protected Answer answer(Call call) {
            var complaint =
                    signature.map(s -> s.complaint(call, Instant.now())).orElse("no secret yet");
            if (!complaint.isEmpty()) {
                complaints.add(complaint);
                return Answer.json(401, "{}");
            }
            if (refusals.getAndDecrement() > 0) {
                return Answer.json(503, "{\"reason\":\"starting\"}");
            }
            try {
                events.add(JSON.readTree(call.bodyText()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Answer(204, Map.of(), "");
        }

        Optional<JsonNode> event(String type, String conversation) {
            return events.stream()
                    .filter(event -> event.path("type").asText().equals(type))
                    .filter(event -> event.at("/data/conversationId").asText().equals(conversation))
                    .findFirst();
        }
    }

    private final RunningDragoman dragoman = Shared.demo();
    private final Receiver receiver = new Receiver();
    private String endpoint;

    @BeforeEach
    void subscribe() {
        var made =
                dragoman.api("admin")
                        .post(
                                "/api/v1/event-endpoints",
                                Map.of(
                                        "name",
                                        "ERP",
                                        "url",
                                        receiver.baseUri() + "/events",
                                        "types",
                                        List.of(
                                                "conversation.opened",
                                                "message.created",
                                                "conversation.handed-over",
                                                "sensitive-word.hit")))
                        .ok();
        endpoint = made.path("id").asText();
        receiver.signature = Optional.of(new WebhookSignature(made.path("secret").asText()));
    }

    @AfterEach
    void unsubscribe() {
        dragoman.api("admin").delete("/api/v1/event-endpoints/" + endpoint);
        receiver.close();
    }

    private JsonNode log() {
        return dragoman.api("admin").get("/api/v1/event-deliveries?endpoint=" + endpoint).ok();
    }

    @Test
    void whatHappensIsToldSignedAndAgainAfterAFailure() {
        try (var visitor = Visitor.in(dragoman, "en")) {
            visitor.ask("hello");
            visitor.ask("I want to talk to a person");
            var id = visitor.conversation();
            eventually(
                    SOON,
                    () -> {
                        assertThat(receiver.event("conversation.opened", id)).isPresent();
                        assertThat(receiver.event("message.created", id)).isPresent();
                        assertThat(receiver.event("conversation.handed-over", id)).isPresent();
                    });
            assertThat(receiver.complaints).isEmpty();
            assertThat(receiver.refusals.get()).isNegative();
            var handedOver = receiver.event("conversation.handed-over", id).orElseThrow();
            assertThat(handedOver.path("version").asInt()).isEqualTo(1);
            assertThat(handedOver.path("site").asText()).isEqualTo("demo");
            assertThat(handedOver.at("/data/state").asText()).isEqualTo("queued");
            // The one that was refused first stands in the log with both calls.
            eventually(SOON, () -> assertThat(log().toString()).doesNotContain("\"pending\""));
            var twice = firstWithTwoCalls();
            assertThat(twice.at("/calls/0/status").asInt()).isEqualTo(503);
            assertThat(twice.at("/calls/0/response").asText()).contains("starting");
            assertThat(twice.at("/calls/1/status").asInt()).isEqualTo(204);
            assertThat(twice.at("/calls/1/headers").asText()).contains("webhook-signature: v1,");
        }
    }

    private JsonNode firstWithTwoCalls() {
        for (var item : log().path("items")) {
            if (item.path("attempts").asInt() == 2) {
                return dragoman.api("admin")
                        .get("/api/v1/event-deliveries/" + item.path("id").asText())
                        .ok();
            }
        }
        throw new AssertionError("No delivery was tried twice: " + log());
    }

    @Test
    void aForbiddenWordIsToldAndCanBeSentAgain() {
        receiver.refusals.set(0);
        try (var visitor = Visitor.in(dragoman, "en")) {
            visitor.ask("where can I find a casino");
            var id = visitor.conversation();
            eventually(
                    SOON, () -> assertThat(receiver.event("sensitive-word.hit", id)).isPresent());
            var hit = receiver.event("sensitive-word.hit", id).orElseThrow();
            assertThat(hit.at("/data/seq").asInt()).isEqualTo(1);
            assertThat(hit.at("/data/rules").toString()).contains("forbidden words");
            assertThat(hit.at("/data/tags").toString()).contains("forbidden");
            eventually(SOON, () -> assertThat(log().toString()).doesNotContain("\"pending\""));
            var delivery = hit.path("id").asText() + "-" + endpoint;
            dragoman.api("admin").post("/api/v1/event-deliveries/" + delivery + "/redeliver");
            eventually(
                    SOON,
                    () ->
                            assertThat(receiver.events)
                                    .filteredOn(e -> e.path("id").equals(hit.path("id")))
                                    .hasSize(2));
        }
    }
}
