package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Delivery;
import io.dragoman.gateway.internal.GatewayWorld.Client;
import io.dragoman.storage.User;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents hear of notes, of how far their messages have come, and of several conversations. */
class DeskDeliveryTest {

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

    private Client console(User user) {
        var client = world.agent();
        client.says(Frames.frame("hello", "token", world.signIn(user)));
        client.last("welcome");
        return client;
    }

    private Client visitor(String text) {
        var client = world.welcomed("", 0);
        client.saysText("k-" + text, text);
        client.last("ack");
        return client;
    }

    private static long dseq(Map<String, Object> frame) {
        return ((Number) frame.get("dseq")).longValue();
    }

    private static Object state(Map<String, Object> frame) {
        return ((Map<?, ?>) frame.get("delivery")).get("state");
    }

    private void agentSays(String id, String key, String text) {
        world.actions.say(id, world.mei, key, List.of(Part.text(text)));
    }

    @Test
    void aNoteReachesTheOtherConsolesAtOnceAndThoseThatSleptLater() {
        var id = visitor("hi").conversationId();
        var awake = console(world.gang);
        var asleep = console(world.gang);
        await(() -> world.stores.log().lastDseq() > 0);
        long seen = world.stores.log().lastDseq();
        asleep.cut();
        world.actions.note(id, world.mei, "VIP, be kind");
        var note = awake.last("note");
        assertThat(note).containsEntry("conversationId", id);
        assertThat((Map<?, ?>) note.get("note")).extracting("text").isEqualTo("VIP, be kind");
        var back = world.agent();
        back.says(Frames.frame("hello", "token", world.signIn(world.gang), "resumeFrom", seen));
        assertThat(back.last("note").get("note")).isEqualTo(note.get("note"));
        assertThat(dseq(back.last("note"))).isEqualTo(dseq(note)).isGreaterThan(seen);
        assertThat(back.frames("note")).hasSize(1);
    }

    @Test
    void aMessageToAVisitorWhoIsThereIsDeliveredAtOnce() {
        var visitor = visitor("hi");
        var console = console(world.mei);
        agentSays(visitor.conversationId(), "a1", "How can I help?");
        visitor.last("message");
        var told = console.last("delivery");
        assertThat(told).containsEntry("conversationId", visitor.conversationId());
        assertThat(state(told)).isEqualTo("delivered");
    }

    @Test
    void aMessageToAVisitorWhoIsAwayWaitsAndArrivesInOrderAtTheNextHello() {
        var visitor = visitor("hi");
        visitor.cut();
        var console = console(world.mei);
        var id = visitor.conversationId();
        for (int i = 0; i < 5; i++) {
            agentSays(id, "a" + i, "m" + i);
        }
        await(() -> console.frames("message").size() == 6);
        var last = (Map<?, ?>) console.frames("message").getLast().get("message");
        assertThat(((Map<?, ?>) last.get("delivery")).get("state")).isEqualTo("sent");
        assertThat(console.frames("delivery")).isEmpty();
        var back = world.welcomed(visitor.token(), 1);
        await(
                () ->
                        back.frames("message").stream()
                                        .filter(m -> m.toString().contains("m"))
                                        .count()
                                >= 5);
        var numbers = back.frames("message").stream().map(GatewayWorld::seq).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(console.last("delivery").get("seq")).isEqualTo(last.get("seq"));
        assertThat(state(console.last("delivery"))).isEqualTo("delivered");
    }

    @Test
    void whatBecameOfAMessageToAPlatformIsToldAfterTheMessageItself() {
        var conversation = world.conversation("ann", false, "sms");
        var console = console(world.mei);
        agentSays(conversation.id(), "a1", "hello");
        var message = (Map<?, ?>) console.last("message").get("message");
        assertThat(((Map<?, ?>) message.get("delivery")).get("state")).isEqualTo("pending");
        var seq = ((Number) message.get("seq")).longValue();
        world.signals.delivery(
                conversation, seq, new Delivery(Delivery.State.UNKNOWN, "read timed out"));
        var told = console.last("delivery");
        assertThat(told.get("delivery"))
                .isEqualTo(Map.of("state", "unknown", "reason", "read timed out"));
    }

    @Test
    void whoMayNotSeeAConversationHearsNeitherTypingNorDeliveriesOfIt() {
        var visitor = visitor("hi");
        var id = visitor.conversationId();
        world.actions.transferToTeam(id, world.gang, "after-sales");
        world.actions.take(id, world.gang);
        var stranger = console(world.mei);
        var own = console(world.gang);
        visitor.says(Frames.frame("typing", "on", true));
        world.actions.say(id, world.gang, "g1", List.of(Part.text("hello")));
        own.last("typing");
        own.last("delivery");
        assertThat(stranger.frames("typing")).isEmpty();
        assertThat(stranger.frames("delivery")).isEmpty();
    }

    @Test
    void oneConsoleServesSeveralConversationsOverOneSocket() {
        var console = console(world.mei);
        var visitors = List.of(visitor("a"), visitor("b"), visitor("c"));
        for (var visitor : visitors) {
            var id = visitor.conversationId();
            console.says(Frames.frame("take", "conversationId", id));
            console.says(
                    Frames.frame(
                            "message",
                            "conversationId",
                            id,
                            "clientMessageId",
                            "to-" + id,
                            "parts",
                            List.of(Map.of("type", "text", "text", "only " + id))));
        }
        for (var visitor : visitors) {
            var id = visitor.conversationId();
            await(
                    () ->
                            visitor.frames("message").stream()
                                    .anyMatch(m -> m.toString().contains("only " + id)));
            assertThat(visitor.raw())
                    .noneMatch(frame -> frame.contains("only ") && !frame.contains("only " + id));
        }
        await(
                () ->
                        console.frames("ack").stream()
                                        .filter(ack -> ack.containsKey("clientMessageId"))
                                        .count()
                                == 3);
        assertThat(world.stores.log().loads()).containsEntry("mei", 3);
    }

    @Test
    void aVisitorWhoTypesOnAndOnIsToldOfOnceASecond() {
        var visitor = visitor("hi");
        var console = console(world.mei);
        for (int i = 0; i < 50; i++) {
            visitor.says(Frames.frame("typing", "on", true));
        }
        visitor.says(Frames.frame("typing", "on", false));
        await(() -> console.frames("typing").stream().anyMatch(f -> f.get("on").equals(false)));
        assertThat(console.frames("typing").size()).isLessThan(10);
    }
}
