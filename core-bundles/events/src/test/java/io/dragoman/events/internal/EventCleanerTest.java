package io.dragoman.events.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.LogStore.Arrival;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.Message.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCleanerTest {

    private static final Arrival ARRIVAL = new Arrival("sms", "default", "m-1");

    @TempDir Path folder;
    private EventWorld world;

    @BeforeEach
    void open() {
        world = new EventWorld(folder);
        world.customer("ann");
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private EventCleaner cleaner(Map<String, Object> settings) {
        return new EventCleaner(
                world.stores.events(),
                world.stores.log(),
                world.stores.outbox(),
                world.book,
                world.alarms,
                EventWorld.settings(settings),
                world.clock);
    }

    @Test
    void eventsAndTheirLogAreForgottenAfterTwoWeeks() {
        world.subscribe("s", "http://x", "message.created");
        world.hello("c-ann", "hello");
        world.clock.advance(Duration.ofDays(13));
        cleaner(Map.of()).clean();
        assertThat(world.deliveries("s")).hasSize(1);
        world.clock.advance(Duration.ofDays(2));
        cleaner(Map.of()).clean();
        assertThat(world.deliveries("s")).isEmpty();
    }

    @Test
    void idsOfPlatformsMessagesAreKeptForAWeek() {
        world.write(
                "c-ann",
                now ->
                        Change.Write.of(now, EventWorld.says(Kind.VISITOR, "hi"))
                                .withBeside(Beside.arrival(ARRIVAL)));
        world.clock.advance(Duration.ofHours(167));
        cleaner(Map.of()).clean();
        assertThat(world.stores.log().arrived(ARRIVAL)).contains("c-ann");
        world.clock.advance(Duration.ofHours(2));
        cleaner(Map.of()).clean();
        assertThat(world.stores.log().arrived(ARRIVAL)).isEmpty();
    }

    @Test
    void nobodyMayForgetThemBeforeThreeDaysAreOver() {
        assertThatThrownBy(() -> EventWorld.settings(Map.of("keepArrivalsHours", 71)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keepArrivalsHours");
    }

    @Test
    void anEndpointThatIsTooFarBehindIsDisabled() {
        world.subscribe("s", "http://x", "message.created");
        var cleaner = cleaner(Map.of("mostWaiting", 100));
        for (int i = 0; i < 99; i++) {
            world.hello("c-ann", "m" + i);
        }
        cleaner.bound();
        assertThat(world.book.find("s").orElseThrow().enabled()).isTrue();
        world.hello("c-ann", "one more");
        cleaner.bound();
        assertThat(world.book.find("s").orElseThrow().enabled()).isFalse();
        world.hello("c-ann", "unheard");
        assertThat(world.deliveries("s")).hasSize(100);
    }
}
