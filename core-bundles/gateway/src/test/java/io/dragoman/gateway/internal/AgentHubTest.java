package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.handoff.Presence;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentHubTest {

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
    void aPresenceThatEndsByItselfIsToldToEverybody() {
        var mei = world.agent();
        mei.says(Frames.frame("hello", "token", world.signIn(world.mei)));
        var gang = world.agent();
        gang.says(Frames.frame("hello", "token", world.signIn(world.gang)));
        // As when a lease runs out: nobody tells the hub.
        world.presence.set("gang", Presence.State.OFFLINE);
        await(() -> mei.frames("presence").stream().anyMatch(AgentHubTest::gangIsOffline));
        assertThat(mei.closedWith()).isEmpty();
    }

    private static boolean gangIsOffline(Map<String, Object> frame) {
        var presence = (Map<?, ?>) frame.get("presence");
        return ((Map<?, ?>) presence.get("agent")).get("id").equals("gang")
                && presence.get("state").equals("offline");
    }

    @Test
    void aBusyConversationIsToldWithEveryMessageAndAsItIsInTheEnd() {
        var console = world.agent();
        console.says(Frames.frame("hello", "token", world.signIn(world.mei)));
        var visitor = world.welcomed("", 0);
        for (int i = 0; i < 300; i++) {
            visitor.saysText("m" + i, "m" + i);
        }
        await(() -> console.frames("message").size() == 300);
        await(() -> lastSeq(console.last("conversation")) == 300);
        assertThat(console.frames("message"))
                .extracting(frame -> ((Map<?, ?>) frame.get("message")).get("seq"))
                .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
        assertThat(console.frames("conversation"))
                .extracting(AgentHubTest::lastSeq)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private static long lastSeq(Map<String, Object> frame) {
        return ((Number) ((Map<?, ?>) frame.get("conversation")).get("lastSeq")).longValue();
    }
}
