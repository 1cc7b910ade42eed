package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Outcome.Written;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitorStreamTest {

    @TempDir Path folder;
    private GatewayWorld world;
    private Conversation opened;
    private VisitorStream stream;

    @BeforeEach
    void open() {
        world = new GatewayWorld(folder);
        var ann = world.welcomed("", 0);
        opened = world.stores.log().conversation(ann.conversationId()).orElseThrow();
        stream = new VisitorStream(world.visitors, ann, opened);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private Conversation queued() {
        return opened.edit().state(State.QUEUED).done();
    }

    @Test
    void whatIsReadIsTakenOverWhenNothingWasHeardMeanwhile() {
        stream.read(queued());

        assertThat(stream.conversation()).isEqualTo(queued());
    }

    @Test
    void whatWasHeardAfterTheReadIsNotTakenBack() {
        stream.written(new Written(queued(), List.of(), 1));

        stream.read(opened);

        assertThat(stream.conversation()).isEqualTo(queued());
    }
}
