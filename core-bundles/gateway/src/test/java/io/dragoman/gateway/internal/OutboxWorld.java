package io.dragoman.gateway.internal;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.State;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with an outbox, a platform that takes what leaves it, and the sender between them. */
abstract class OutboxWorld {

    @TempDir Path folder;
    GatewayWorld world;
    final TestClock clock = TestClock.at(Instant.now().plusSeconds(60));
    final TestChannel channel = new TestChannel(false);
    OutboxSender sender;

    @BeforeEach
    final void open() {
        world = new GatewayWorld(folder);
    }

    @AfterEach
    final void close() throws InterruptedException {
        sender.close();
        world.close();
    }

    void start() {
        sender =
                new OutboxSender(
                        world.stores.outbox(),
                        world.stores.log(),
                        world.channels,
                        world.feed,
                        world.signals,
                        world.uploads,
                        clock);
    }

    /** A platform whose answers the test decides by the number of the call and the text. */
    static final class TestChannel implements Channel {
        private final boolean idempotent;
        final List<Outbound> calls = new CopyOnWriteArrayList<>();
        volatile BiFunction<Integer, String, Delivery> answer =
                (call, text) -> new Delivery.Sent(Optional.of("x" + call));

        TestChannel(boolean idempotent) {
            this.idempotent = idempotent;
        }

        @Override
        public ChannelAccount identity() {
            return new ChannelAccount("sms", "default", "demo");
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    Set.of(Part.Kind.TEXT), 20, 0, Optional.empty(), false, idempotent);
        }

        @Override
        public Delivery send(Outbound message) {
            calls.add(message);
            return answer.apply(calls.size(), text(message));
        }

        static String text(Outbound message) {
            return Part.firstText(message.parts()).orElse("");
        }

        List<String> texts() {
            return calls.stream().map(TestChannel::text).toList();
        }
    }

    String customer(String name) {
        return world.conversation(name, false, "sms").id();
    }

    void say(String id, String text) {
        world.botSays(id, List.of(Part.text(text)));
    }

    List<Item> in(State state) {
        return world.stores.outbox().list(state, Optional.empty(), 100).items();
    }

    void later(Duration wait) {
        clock.advance(wait);
        sender.look();
    }
}
