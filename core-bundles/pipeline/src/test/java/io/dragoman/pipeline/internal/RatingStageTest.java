package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.echo;
import static io.dragoman.pipeline.internal.PipelineWorld.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.storage.DeskStore.Rating;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingStageTest {

    @TempDir Path folder;
    private PipelineWorld world;
    private String id;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
        world.with(new RatingStage(world.actions), echo()).start();
        id = world.customer("v");
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private List<Integer> scores() {
        return world.stores.desk().ratings(Optional.empty(), Optional.empty(), 10).items().stream()
                .map(Rating::score)
                .toList();
    }

    private String chooses(int stars) {
        var action = new Part.Action("★".repeat(stars), "rate:" + stars);
        return words(world.answerTo(id, world.sends(id, List.of(ChosenOption.of(action)))));
    }

    @Test
    void theStarsThatACustomerChoosesAreKeptAndTheLastOnesCount() {
        world.asks(id, "hello");
        assertThat(chooses(2)).isEqualTo("Thank you for your rating!");
        assertThat(scores()).containsExactly(2);
        chooses(5);
        assertThat(scores()).containsExactly(5);
    }

    @Test
    void whatIsNoRatingGoesOnUpTheLadder() {
        assertThat(words(world.asks(id, "rate:6"))).isEqualTo("re: rate:6");
        assertThat(words(world.asks(id, "rate"))).isEqualTo("re: rate");
        assertThat(scores()).isEmpty();
    }
}
