package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static io.dragoman.gateway.internal.GatewayWorld.seq;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.gateway.internal.GatewayWorld.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorResumeTest {

    @TempDir Path folder;
    private GatewayWorld world;

    @BeforeEach
    void open() {
        world = new GatewayWorld(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    @Test
    void aHelloThatCannotBeServedIsClosedSoThatItIsSaidAgain() {
        world.stores.cut();
        var client = world.welcomed("", 0);
        assertThat(client.raw().getFirst()).contains("store-down");
        assertThat(client.closedWith()).contains(1013);
        world.stores.mend();
        assertThat(world.welcomed("", 0).last("welcome")).isNotNull();
    }

    @Test
    void whatIsSentDuringAnOutageIsRefusedAndTakenWhenItIsSentAgain() {
        var client = world.welcomed("", 0);
        world.stores.cut();
        client.saysText("k1", "hello");
        assertThat(client.last("error"))
                .containsEntry("code", "store-down")
                .containsEntry("clientMessageId", "k1");
        world.stores.mend();
        client.saysText("k1", "hello");
        assertThat(client.last("ack")).containsEntry("seq", 1L);
    }

    @Test
    void aResumeGetsWhatWasMissedInOrderAndNothingElse() {
        var client = world.welcomed("", 0);
        for (int i = 1; i <= 450; i++) {
            client.saysText("k" + i, "m" + i);
        }
        await(() -> client.frames("ack").size() == 450);
        client.cut();
        world.botSays(client.conversationId(), List.of(Part.text("while you were away")));
        var again = world.welcomed(client.token(), 30);
        await(() -> again.frames("message").size() >= 421);
        assertThat(again.frames("message"))
                .extracting(GatewayWorld::seq)
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.rangeClosed(31, 451).boxed().toList());
    }

    @Test
    void aNumberBeyondTheEndDoesNotHideWhatIsNew() {
        var client = world.welcomed(world.welcomed("", 0).token(), 999);
        client.saysText("k1", "hello");
        assertThat(client.last("ack")).containsEntry("seq", 1L);
        world.botSays(client.conversationId(), List.of(Part.text("hi")));
        assertThat(client.last("message")).containsEntry("seq", 2L);
    }

    @Test
    void whenTheServerStopsItsVisitorsAreToldToComeBack() {
        var client = world.welcomed("", 0);
        world.visitors.close();
        assertThat(client.closedWith()).contains(1012);
    }

    /**
     * What a client knows after many cuts at random moments, with everybody writing at once, is
     * what stands in the log: every message once, in order, byte for byte.
     */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void aClientThatIsCutOffAtRandomEndsWithTheServersHistory(long seed) throws Exception {
        world.answering();
        var random = new Random(seed);
        var client = new RandomClient(world.welcomed("", 0));
        var id = client.now.conversationId();
        var agent =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 60; i++) {
                                        world.botSays(id, List.of(Part.text("news " + i)));
                                    }
                                });
        for (int i = 0; i < 150; i++) {
            client.send("k" + i, "m" + i);
            if (random.nextInt(8) == 0) {
                client.reconnect();
            }
        }
        agent.join();
        client.finish();
        await(() -> world.messages(id).size() == 150 + 60 + 150);
        client.reconnect();
        await(() -> client.known().size() == 360);
        var fresh = world.welcomed(client.now.token(), 0);
        await(() -> fresh.frames("message").size() == 360);
        var history = new TreeMap<Long, String>();
        fresh.raw().stream()
                .filter(frame -> world.tree(frame).get("type").equals("message"))
                .forEach(frame -> history.put(seq(world.tree(frame)), frame));
        client.known()
                .forEach(
                        (seq, frame) -> {
                            if (!frame.startsWith("own ")) {
                                assertThat(frame).isEqualTo(history.get(seq));
                            } else {
                                assertThat(history.get(seq))
                                        .contains('"' + frame.substring(4) + '"');
                            }
                        });
        assertThat(history.keySet())
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.rangeClosed(1, 360).boxed().toList());
    }

    /**
     * Does what the protocol asks of clients: resumes, and sends again what was not acknowledged.
     */
    private final class RandomClient {
        private Client now;
        private final Map<String, String> unacknowledged = new LinkedHashMap<>();
        private final TreeMap<Long, String> known = new TreeMap<>();
        private final String token;
        private final Map<String, String> sent = new LinkedHashMap<>();

        RandomClient(Client first) {
            now = first;
            token = first.token();
        }

        void send(String key, String text) {
            unacknowledged.put(key, text);
            sent.put(key, text);
            now.saysText(key, text);
        }

        private void learn() {
            long newest = 0;
            for (var raw : now.raw()) {
                var frame = world.tree(raw);
                if (frame.get("type").equals("ack")) {
                    var key = (String) frame.get("clientMessageId");
                    known.putIfAbsent(seq(frame), "own " + sent.get(key));
                    unacknowledged.remove(key);
                } else if (frame.get("type").equals("message")) {
                    assertThat(seq(frame)).as("order within a connection").isGreaterThan(newest);
                    newest = seq(frame);
                    known.put(newest, raw);
                }
            }
        }

        TreeMap<Long, String> known() {
            learn();
            return known;
        }

        void reconnect() {
            now.cut();
            learn();
            long upTo = 0;
            while (known.containsKey(upTo + 1)) {
                upTo++;
            }
            now = world.welcomed(token, upTo);
            new ArrayList<>(unacknowledged.entrySet())
                    .forEach(entry -> now.saysText(entry.getKey(), entry.getValue()));
        }

        void finish() {
            await(
                    () -> {
                        learn();
                        return unacknowledged.isEmpty();
                    });
        }
    }
}
