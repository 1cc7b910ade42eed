package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.gateway.internal.GatewayWorld.Client;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSessionTest {

    @TempDir Path folder;
    private GatewayWorld world;
    private String token;

    @BeforeEach
    void open() {
        world = new GatewayWorld(folder);
        token = world.signIn(world.mei);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private Client console() {
        var client = world.agent();
        client.says(Frames.frame("hello", "token", token));
        return client;
    }

    private Client console(long resumeFrom) {
        var client = world.agent();
        client.says(Frames.frame("hello", "token", token, "resumeFrom", resumeFrom));
        return client;
    }

    private Client visitorWithMessage() {
        var visitor = world.welcomed("", 0);
        visitor.saysText("k1", "hello");
        visitor.last("ack");
        return visitor;
    }

    private User user(String id, Role role, boolean oneTimePassword) {
        return new User(
                id,
                id,
                id,
                world.mei.passwordHash(),
                Set.of(role),
                true,
                "en",
                5,
                oneTimePassword,
                Optional.empty());
    }

    private static long dseq(Map<String, Object> frame) {
        return ((Number) frame.get("dseq")).longValue();
    }

    @Test
    void withoutAValidTokenTheSocketIsClosed() {
        var client = world.agent();
        client.says(Frames.frame("hello", "token", "forged"));
        assertThat(client.raw().getFirst()).contains("not-signed-in");
        assertThat(client.closedWith()).contains(1008);
        var silent = world.agent();
        silent.says(Frames.frame("ping"));
        assertThat(silent.closedWith()).contains(1008);
    }

    @Test
    void aVisitorsTokenOpensNoConsole() {
        var client = world.agent();
        client.says(Frames.frame("hello", "token", world.welcomed("", 0).token()));
        assertThat(client.closedWith()).contains(1008);
    }

    @Test
    void whoDoesNotWorkAtTheDeskHearsNothing() {
        var analyst = user("ana", Role.ANALYST, false);
        var beginner = user("new", Role.AGENT, true);
        for (var user : List.of(analyst, beginner)) {
            world.stores.directory().save(user);
            var client = world.agent();
            client.says(Frames.frame("hello", "token", world.signIn(user)));
            assertThat(client.raw().getFirst()).contains("not-signed-in");
            assertThat(client.closedWith()).contains(1008);
            client.says(
                    Frames.frame("take", "conversationId", visitorWithMessage().conversationId()));
            assertThat(client.frames("ack")).isEmpty();
            assertThat(client.frames("message")).isEmpty();
        }
    }

    @Test
    void everyChangeIsPushedWithTheMessageFirstAndTheConversationLast() {
        var console = console();
        var visitor = visitorWithMessage();
        var message = console.last("message");
        assertThat(message).containsEntry("conversationId", visitor.conversationId());
        await(
                () ->
                        console.frames("conversation").stream()
                                .anyMatch(c -> dseq(c) == dseq(message)));
        var types =
                console.raw().stream()
                        .map(world::tree)
                        .filter(t -> t.containsKey("dseq") && dseq(t) == dseq(message))
                        .map(t -> t.get("type"))
                        .toList();
        assertThat(types).endsWith("message", "conversation");
    }

    @Test
    void aConsoleThatSleptMissesNothingAndGetsNothingTwice() {
        var first = console();
        var visitor = visitorWithMessage();
        long seen = dseq(first.last("conversation"));
        first.cut();
        for (int i = 0; i < 250; i++) {
            visitor.saysText("m" + i, "m" + i);
        }
        await(() -> visitor.frames("ack").size() == 251);
        var again = console(seen);
        await(() -> again.frames("message").size() >= 250);
        assertThat(again.frames("message"))
                .extracting(frame -> ((Map<?, ?>) frame.get("message")).get("seq"))
                .doesNotHaveDuplicates()
                .hasSize(250);
        assertThat(again.frames("conversation")).extracting(AgentSessionTest::dseq).isSorted();
    }

    @Test
    void aResumeUnderConcurrentWritesHasNoGap() throws Exception {
        var visitor = visitorWithMessage();
        var writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 200; i++) {
                                        world.botSays(
                                                visitor.conversationId(),
                                                List.of(Part.text("m" + i)));
                                    }
                                });
        long seen = 0;
        int told = 0;
        for (int i = 0; i < 10; i++) {
            var console = console(seen);
            await(() -> !console.frames("conversation").isEmpty() || !writer.isAlive());
            console.cut();
            var conversations = console.frames("conversation");
            if (conversations.isEmpty()) {
                // The writer was done before; what is left is told at the end.
                break;
            }
            told += console.frames("message").size();
            // What came after the last complete change is told again.
            long upTo = dseq(conversations.getLast());
            told -=
                    (int)
                            console.frames("message").stream()
                                    .filter(frame -> dseq(frame) > upTo)
                                    .count();
            seen = upTo;
        }
        writer.join();
        var last = console(seen);
        await(() -> world.messages(visitor.conversationId()).size() == 201);
        int before = told;
        await(() -> before + last.frames("message").size() == 201);
    }

    @Test
    void whoKnewAnotherDatabaseReadsTheListsAgain() {
        visitorWithMessage();
        var console = console(99_999);
        assertThat(console.last("resync")).containsKey("dseq");
        world.welcomed("", 0).saysText("k", "new");
        assertThat(console.last("message")).isNotNull();
    }

    @Test
    void aTakeIsAcknowledgedAndTheSecondAgentIsToldWhoWasFaster() {
        var id = visitorWithMessage().conversationId();
        var mei = console();
        mei.says(Frames.frame("take", "conversationId", id));
        assertThat(mei.last("ack")).containsEntry("conversationId", id);
        var gang = world.agent();
        gang.says(Frames.frame("hello", "token", world.signIn(world.gang)));
        gang.says(Frames.frame("take", "conversationId", id));
        assertThat(gang.last("error"))
                .containsEntry("code", "already-taken")
                .containsEntry("conversationId", id);
    }

    @Test
    void whatAnAgentSaysReachesTheVisitorOnceAndIsAcknowledgedAlike() {
        var visitor = visitorWithMessage();
        var console = console();
        var frame =
                Frames.frame(
                        "message",
                        "conversationId",
                        visitor.conversationId(),
                        "clientMessageId",
                        "a1",
                        "parts",
                        List.of(Map.of("type", "text", "text", "How can I help?")));
        console.says(frame);
        console.says(frame);
        // Neither waits until the other is durable.
        await(() -> console.frames("ack").size() == 2);
        assertThat(console.frames("ack").get(0).get("seq"))
                .isEqualTo(console.frames("ack").get(1).get("seq"));
        await(
                () ->
                        visitor.frames("message").stream()
                                .anyMatch(m -> m.toString().contains("How can I help?")));
        frame.put("parts", List.of(Map.of("type", "text", "text", "Other words")));
        console.says(frame);
        assertThat(console.last("error")).containsEntry("code", "client-message-id-reused");
    }

    @Test
    void anAgentWithoutTheTeamIsNotToldOfItsConversations() {
        var console = console();
        var visitor = visitorWithMessage();
        console.last("message");
        world.actions.transferToTeam(visitor.conversationId(), world.gang, "after-sales");
        int before = console.frames("message").size();
        visitor.saysText("secret", "only for after-sales");
        visitor.next("ack", 1);
        var mark = world.welcomed("", 0);
        mark.saysText("k", "for everybody");
        await(() -> console.frames("message").size() > before);
        assertThat(console.raw()).noneMatch(frame -> frame.contains("only for after-sales"));
    }

    @Test
    void presenceIsToldToEverybodyWithTheAgentsLoad() {
        var id = visitorWithMessage().conversationId();
        world.actions.take(id, world.mei);
        var console = console();
        console.says(Frames.frame("presence", "state", "away"));
        assertThat((Map<?, ?>) console.last("presence").get("presence"))
                .isEqualTo(
                        Map.of(
                                "agent",
                                Map.of("id", "mei", "name", "Name of mei"),
                                "state",
                                "away",
                                "open",
                                1L,
                                "capacity",
                                5L));
        assertThat(world.presence.state("mei")).isEqualTo(Presence.State.AWAY);
        console.says(Frames.frame("presence", "state", "asleep"));
        assertThat(console.last("error").get("message").toString()).contains("asleep");
    }

    @Test
    void theLastConsoleThatGoesStartsTheGrace() {
        var one = console();
        var two = console();
        one.cut();
        assertThat(world.presence.all().get("mei").until())
                .isAfter(java.time.Instant.now().plusSeconds(60));
        two.cut();
        assertThat(world.presence.all().get("mei").until())
                .isBefore(java.time.Instant.now().plusSeconds(60));
    }

    @Test
    void aSessionThatEndedIsClosedThoughItKeepsSilent() {
        var console = console();
        world.sessions.signOut(token);
        await(() -> console.closedWith().isPresent());
        assertThat(console.raw().getLast()).contains("not-signed-in");
    }

    @Test
    void aSessionThatEndedIsClosedAtItsNextFrame() {
        var console = console();
        world.sessions.signOut(token);
        console.says(Frames.frame("ping"));
        assertThat(console.raw().getLast()).contains("not-signed-in");
        assertThat(console.closedWith()).contains(1008);
    }

    @Test
    void aUserWhoseRolesChangedIsSentAwayToo() {
        var console = console();
        var mei = world.mei;
        world.stores
                .directory()
                .save(
                        new User(
                                mei.id(),
                                mei.username(),
                                mei.name(),
                                mei.passwordHash(),
                                Set.of(User.Role.ANALYST),
                                true,
                                mei.locale(),
                                5,
                                false,
                                mei.site()));
        await(
                () -> {
                    console.says(Frames.frame("ping"));
                    return console.closedWith().isPresent();
                });
    }

    @Test
    void typingOfVisitorsReachesTheDeskAndOfAgentsTheVisitor() {
        var visitor = visitorWithMessage();
        var console = console();
        visitor.says(Frames.frame("typing", "on", true));
        assertThat(console.last("typing"))
                .containsEntry("conversationId", visitor.conversationId());
        console.says(
                Frames.frame("typing", "conversationId", visitor.conversationId(), "on", true));
        assertThat(visitor.last("typing").get("from"))
                .isEqualTo(Map.of("kind", "agent", "name", "Name of mei"));
        world.signals.typing("x", new Author(Kind.BOT, "b", "b"), true);
    }

    @Test
    void readingIsPassedOnAndUnknownFramesAreNamed() {
        var visitor = visitorWithMessage();
        var console = console();
        console.says(Frames.frame("read", "conversationId", visitor.conversationId(), "seq", 1));
        assertThat(visitor.last("read")).containsEntry("seq", 1L);
        console.says(Frames.frame("dance"));
        assertThat(console.last("error")).containsEntry("code", "unknown-type");
        console.says(Frames.frame("hello", "token", token));
        assertThat(console.last("error")).containsEntry("code", "hello-twice");
    }
}
