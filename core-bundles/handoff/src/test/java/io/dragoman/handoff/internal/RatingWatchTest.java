package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore.Rating;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RatingWatchTest {

    @TempDir Path folder;
    private DeskWorld world;
    private RatingWatch watch;

    @BeforeEach
    void open() {
        world = new DeskWorld(folder);
        watch = new RatingWatch(world.actions, world.feed);
    }

    @AfterEach
    void close() throws InterruptedException {
        watch.close();
        world.close();
    }

    private String withMei(String name) {
        var id = world.customer(name).id();
        world.change(id, edit -> edit.state(State.HUMAN).desk(DeskState.NONE.withAssignee("mei")));
        return id;
    }

    private void presses(String id, String payload) throws Exception {
        var star = ChosenOption.of(new Part.Action("★", payload));
        world.inbox.receive(id, "star-" + payload, List.of(star), "").get(10, TimeUnit.SECONDS);
    }

    private List<Rating> ratings() {
        return world.stores.desk().ratings(Optional.empty(), Optional.empty(), 10).items();
    }

    /** Waits for the first of them. */
    private Rating rating() {
        while (ratings().isEmpty()) {
            LockSupport.parkNanos(5_000_000);
        }
        return ratings().get(0);
    }

    @Test
    void starsThatACustomerChoosesWhileAPersonHasTheConversationAreKept() throws Exception {
        var id = withMei("ann");

        presses(id, "rate:4");

        assertThat(rating().conversationId()).isEqualTo(id);
        assertThat(rating().score()).isEqualTo(4);
    }

    @Test
    void otherButtonsAndOtherStatesAreNoRatingHere() throws Exception {
        var withBot = world.customer("bob").id();
        presses(withBot, "rate:1");
        var withMei = withMei("cid");
        presses(withMei, "track:77");
        presses(withMei, "rate:6");

        // What is rated last is kept last.
        presses(withMei("dan"), "rate:5");

        assertThat(rating().score()).isEqualTo(5);
        assertThat(ratings()).hasSize(1);
    }
}
