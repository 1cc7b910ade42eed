package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorSessionTest {

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
    void aFirstHelloIsWelcomedWithATokenThatOpensTheSameConversationAgain() {
        var first = world.welcomed("", 0);
        var welcome = first.last("welcome");
        assertThat(welcome).containsEntry("lastSeq", 0L).containsEntry("state", "bot");
        var again = world.welcomed(first.token(), 0);
        assertThat(again.conversationId()).isEqualTo(first.conversationId());
        assertThat(world.welcomed("", 0).conversationId()).isNotEqualTo(first.conversationId());
    }

    @Test
    void aForgedTokenOpensAConversationOfOnesOwnAndNotThatOfAnother() {
        var other = world.welcomed("", 0);
        var forged = other.token().substring(0, other.token().length() - 4) + "AAAA";
        assertThat(world.welcomed(forged, 0).conversationId()).isNotEqualTo(other.conversationId());
    }

    @Test
    void aMessageIsAcknowledgedOnceDurableAndBeforeTheBotsAnswer() {
        world.answering();
        var client = world.welcomed("", 0);
        client.saysText("k1", "hello");
        client.last("message");
        var types = client.raw().stream().map(frame -> world.tree(frame).get("type")).toList();
        assertThat(types).containsExactly("welcome", "ack", "message");
        assertThat(client.last("ack"))
                .containsEntry("clientMessageId", "k1")
                .containsEntry("seq", 1L);
        assertThat(client.last("message")).containsEntry("inReplyTo", 1L);
    }

    @Test
    void aRepeatIsAcknowledgedWithTheSameNumberAndStandsInTheLogOnce() {
        var client = world.welcomed("", 0);
        client.saysText("k1", "hello");
        client.next("ack", 0);
        client.saysText("k1", "hello");
        assertThat(client.next("ack", 1)).containsEntry("seq", 1L);
        assertThat(world.messages(client.conversationId())).hasSize(1);
    }

    @Test
    void whatIsSentTwiceInOneBreathIsAcknowledgedTwice() {
        var client = world.welcomed("", 0);
        for (int i = 0; i < 50; i++) {
            client.saysText("k" + i, "hello").saysText("k" + i, "hello");
        }
        await(() -> client.frames("ack").size() == 100);
        assertThat(client.frames("error")).isEmpty();
        assertThat(world.messages(client.conversationId())).hasSize(50);
    }

    @Test
    void anIdUsedAgainForAnotherTextIsRefusedWithItsId() {
        var client = world.welcomed("", 0);
        client.saysText("k1", "hello");
        client.next("ack", 0);
        client.saysText("k1", "something else");
        assertThat(client.last("error"))
                .containsEntry("code", "client-message-id-reused")
                .containsEntry("clientMessageId", "k1");
    }

    @Test
    void aPictureIsSentByItsLinkAndNotFromSomebodyElsesConversation() throws Exception {
        var client = world.welcomed("", 0);
        var sender =
                new io.dragoman.gateway.Uploads.Sender(
                        "demo", client.conversationId(), "visitor:v", true);
        var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        var kept = world.uploads.keep(sender, "cat.png", new java.io.ByteArrayInputStream(png));
        var part = ((io.dragoman.gateway.Uploads.Kept.Stored) kept).part();
        var sent = Map.of("type", "media", "uri", part.uri().toString(), "mimeType", "image/png");
        client.says(Map.of("type", "message", "clientMessageId", "k1", "parts", List.of(sent)));
        assertThat(client.last("ack")).containsEntry("seq", 1L);
        assertThat(world.messages(client.conversationId()).getFirst().parts().toString())
                .contains("cat.png")
                .doesNotContain("?e=");
        var phone = world.welcomed(client.token(), 0);
        assertThat(phone.last("message").get("parts").toString()).contains("?e=", "cat.png");
        var thief = world.welcomed("", 0);
        thief.says(Map.of("type", "message", "clientMessageId", "k1", "parts", List.of(sent)));
        assertThat(thief.last("error")).containsEntry("code", "bad-message");
        assertThat(world.messages(thief.conversationId())).isEmpty();
    }

    @Test
    void anotherDeviceOfTheVisitorSeesTheMessage() {
        var phone = world.welcomed("", 0);
        var laptop = world.welcomed(phone.token(), 0);
        phone.saysText("k1", "from the phone");
        assertThat(laptop.last("message").get("from"))
                .isEqualTo(Map.of("kind", "visitor", "name", ""));
        assertThat(phone.frames("message")).isEmpty();
        assertThat(laptop.frames("ack")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|bad-frame",
                "[1,2]|bad-frame",
                "{\"no\":\"type\"}|bad-frame",
                "{\"type\":\"nonsense\"}|unknown-type",
                "{\"type\":\"hello\"}|hello-twice",
                "{\"type\":\"message\",\"clientMessageId\":\"k\"}|bad-message",
                "{\"type\":\"message\",\"clientMessageId\":\"k\",\"parts\":[]}|bad-message",
                "{\"type\":\"message\",\"clientMessageId\":\"k\",\"parts\":\"x\"}|bad-message",
                "{\"type\":\"message\",\"parts\":[{\"type\":\"text\",\"text\":\"x\"}]}|bad-message",
                "{\"type\":\"message\",\"clientMessageId\":\"k\",\"parts\":[{\"type\":\"film\"}]}|bad-message",
                "{\"type\":\"action\",\"clientMessageId\":\"k\"}|bad-message",
                "{\"type\":\"rate\",\"score\":9}|bad-score"
            })
    void whatCannotBeUnderstoodIsNamedAndTheConnectionStays(String frame, String code) {
        var client = world.welcomed("", 0);
        client.protocol.received(frame);
        assertThat(client.last("error")).containsEntry("code", code);
        client.saysText("k1", "still here");
        assertThat(client.last("ack")).containsEntry("seq", 1L);
    }

    @Test
    void anythingButHelloHasToWaitForHello() {
        var client = world.visitor().saysText("k1", "hi");
        assertThat(client.last("error")).containsEntry("code", "hello-first");
        client.says(Frames.frame("ping"));
        assertThat(client.last("pong")).isNotNull();
    }

    @Test
    void anUnknownSiteIsNamedAndTheConnectionClosed() {
        var client = world.visitor();
        client.says(Frames.frame("hello", "site", "nowhere"));
        assertThat(client.raw().getFirst()).contains("unknown-site").contains("nowhere");
        assertThat(client.closedWith()).contains(1008);
    }

    @Test
    void receiptsTypingStatesAndRatingsArePassedOn() {
        var client = world.welcomed("", 0);
        var id = client.conversationId();
        client.saysText("k1", "hello");
        client.next("ack", 0);
        world.actions.transferToTeam(id, world.mei, "service");
        assertThat(client.last("state"))
                .containsEntry("state", "queued")
                .containsEntry("queuePosition", 1L);
        world.actions.take(id, world.mei);
        await(() -> client.frames("state").size() == 2);
        assertThat(client.last("state"))
                .containsEntry("state", "human")
                .containsEntry("agent", Map.of("name", "Name of mei"));
        world.actions.readByAgent(id, 1);
        assertThat(client.last("read")).containsEntry("seq", 1L);
        world.signals.typing(id, new Author(Kind.AGENT, "mei", "Mei"), true);
        assertThat(client.last("typing")).containsEntry("on", true);
        client.says(Frames.frame("read", "seq", 2));
        await(() -> world.stores.log().conversation(id).orElseThrow().read().visitor() == 2);
        client.says(Frames.frame("rate", "score", 5, "comment", "great"));
        await(
                () ->
                        !world.stores
                                .desk()
                                .ratings(Optional.empty(), Optional.empty(), 5)
                                .items()
                                .isEmpty());
        var later = world.welcomed(client.token(), 99);
        assertThat(later.last("state")).containsEntry("state", "human");
    }

    @Test
    void whoWaitsIsToldWhenTheLineMovesUp() {
        var first = world.welcomed("", 0);
        var second = world.welcomed("", 0);
        world.actions.transferToTeam(first.conversationId(), world.mei, "service");
        world.actions.transferToTeam(second.conversationId(), world.mei, "service");
        assertThat(second.last("state")).containsEntry("queuePosition", 2L);
        world.actions.take(first.conversationId(), world.mei);
        await(() -> second.frames("state").size() == 2);
        assertThat(second.last("state"))
                .containsEntry("state", "queued")
                .containsEntry("queuePosition", 1L);
    }

    @Test
    void aPressedButtonStandsInTheLogWithItsWordsAndItsPayload() {
        var client = world.welcomed("", 0);
        var other = world.welcomed(client.token(), 0);
        var track = new Part.Action("Track it", "skill:logistics?order=1");
        world.botSays(
                client.conversationId(),
                List.of(new Part.Card("Order 1", List.of(), List.of(track))));
        client.says(Frames.frame("action", "clientMessageId", "k1", "payload", track.payload()));
        assertThat(client.last("ack")).containsEntry("seq", 2L);
        var kept = world.messages(client.conversationId()).get(1);
        assertThat(ChosenOption.said(kept.parts())).contains(track.payload());
        await(() -> other.frames("message").size() == 2);
        assertThat(other.last("message").get("parts"))
                .isEqualTo(List.of(Map.of("type", "text", "text", "Track it")));
        // Pressed again after the button is long gone: still the same message.
        for (int i = 0; i < 40; i++) {
            world.botSays(client.conversationId(), List.of(Part.text("x")));
        }
        client.says(Frames.frame("action", "clientMessageId", "k1", "payload", track.payload()));
        assertThat(client.next("ack", 1)).containsEntry("seq", 2L);
    }

    @Test
    void aPayloadThatNoButtonHasIsJustAText() {
        var client = world.welcomed("", 0);
        client.says(Frames.frame("action", "clientMessageId", "k1", "payload", "人工"));
        client.last("ack");
        assertThat(world.messages(client.conversationId()).get(0).parts())
                .containsExactly(Part.text("人工"));
    }
}
