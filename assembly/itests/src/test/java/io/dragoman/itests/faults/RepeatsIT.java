package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.testkit.FakeWebhookTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A platform that tells everything several times, and in an order of its own. */
class RepeatsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String KEY = "0123456789abcdef";
    private static final String FILE = "io.dragoman.channel.webhook-repeats.cfg";
    private static final int COPIES = 3;

    private static RunningDragoman dragoman;
    private static FakeWebhookTarget target;

    /** A message as the platform tells it. */
    private record Told(String id, String user, String text) {}

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
        target = new FakeWebhookTarget(SECRET, Clock.systemUTC());
        var values =
                Map.of(
                        "account",
                        "repeats",
                        "site",
                        "demo",
                        "inboundKey",
                        KEY,
                        "target",
                        target.baseUri() + "/hook",
                        "secret",
                        SECRET);
        var text = new StringBuilder();
        new TreeMap<>(values).forEach((name, value) -> text.append(name + " = " + value + "\n"));
        Folders.put(dragoman.etc().resolve(FILE), text.toString());
        eventually(SOON, () -> assertThat(dragoman.part("channel/webhook/repeats")).isPresent());
    }

    @AfterAll
    static void stop() throws IOException {
        Files.deleteIfExists(dragoman.etc().resolve(FILE));
        eventually(SOON, () -> assertThat(dragoman.part("channel/webhook/repeats")).isEmpty());
        target.close();
    }

    private static int tell(Told told) {
        Api.Answer answer =
                dragoman.api()
                        .bearing(KEY)
                        .call(
                                "POST",
                                "/api/v1/channels/webhook/repeats/messages",
                                "{\"from\":{\"id\":\"%1$s\",\"name\":\"%1$s\"},\"text\":\"%2$s\"}"
                                        .formatted(told.user(), told.text()),
                                "Idempotency-Key",
                                told.id());
        return answer.status();
    }

    @Test
    void whatIsToldSeveralTimesAndInAnyOrderStandsInTheLogOnceAndIsAnsweredOnce() throws Exception {
        var random = Form.random("repeated webhooks");
        int users = Form.of(5, 40);
        int each = Form.of(6, 30);
        var told = new ArrayList<Told>();
        for (int copy = 0; copy < COPIES; copy++) {
            for (int user = 0; user < users; user++) {
                for (int i = 0; i < each; i++) {
                    told.add(new Told("r-%d-%d".formatted(user, i), "user-" + user, "hello"));
                }
            }
        }
        Collections.shuffle(told, random);

        assertThat(tellAll(told)).allMatch(status -> status == 202);

        for (int user = 0; user < users; user++) {
            var name = "user-" + user;
            eventually(SOON, () -> assertThat(said(name, "bot")).hasSize(each));
            assertThat(said(name, "visitor")).hasSize(each);
            assertThat(answeredBy(name)).doesNotHaveDuplicates().hasSize(each);
            eventually(
                    SOON,
                    () ->
                            assertThat(target.textsTo(name).stream().filter(t -> !t.isEmpty()))
                                    .hasSize(each));
        }
    }

    private static List<Integer> tellAll(List<Told> told)
            throws InterruptedException, ExecutionException {
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Future<Integer>>();
            told.forEach(one -> calls.add(threads.submit(() -> tell(one))));
            for (var call : calls) {
                statuses.add(call.get());
            }
        }
        return statuses;
    }

    private static List<JsonNode> said(String user, String kind) {
        var messages = new ArrayList<JsonNode>();
        log(user)
                .forEach(
                        message -> {
                            if (message.at("/from/kind").asText().equals(kind)) {
                                messages.add(message);
                            }
                        });
        return messages;
    }

    private static List<Integer> answeredBy(String user) {
        return said(user, "bot").stream().map(m -> m.path("inReplyTo").asInt()).toList();
    }

    private static JsonNode log(String user) {
        var admin = dragoman.api("admin");
        var conversations = admin.get("/api/v1/conversations?channel=webhook&limit=200").ok();
        for (var one : conversations.path("items")) {
            if (one.at("/contact/name").asText().equals(user)) {
                return admin.get(
                                "/api/v1/conversations/%s/messages?limit=200"
                                        .formatted(one.path("id").asText()))
                        .ok()
                        .path("messages");
            }
        }
        throw new AssertionError("no conversation of " + user);
    }
}
