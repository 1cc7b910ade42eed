package io.dragoman.conversation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.ReplyWindow;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChannelRegistryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final ChannelRegistry registry = new ChannelRegistry();

    private record TestChannel(String version, ChannelAccount identity, Capabilities capabilities)
            implements Channel {
        @Override
        public Delivery send(Outbound message) {
            return new Delivery.Sent(Optional.empty());
        }
    }

    private static Channel channel(String version, String account, ReplyWindow window) {
        return new TestChannel(
                version,
                new ChannelAccount("wechat-oa", account, "demo"),
                new Capabilities(
                        Set.of(Part.Kind.TEXT), 600, 0, Optional.ofNullable(window), false, false));
    }

    private static Conversation conversation(Optional<Instant> lastCustomerAt, int sends) {
        return new Conversation(
                "c1",
                "demo",
                new Address("wechat-oa", "default", "u1"),
                false,
                "p1",
                State.BOT,
                1,
                "zh-CN",
                1,
                "",
                0,
                Set.of(),
                BotState.NEW,
                DeskState.NONE,
                ReadState.NONE,
                new WindowState(lastCustomerAt, sends),
                NOW,
                NOW,
                Optional.empty());
    }

    @Test
    void aNewVersionTakesTheAccountOverAndTheOldOneLeavesWithoutHarm() {
        var old = channel("1", "default", null);
        var next = channel("2", "default", null);
        registry.add(old);
        registry.add(next);
        registry.remove(old);
        assertThat(registry.find("wechat-oa", "default")).contains(next);
        registry.remove(next);
        assertThat(registry.find("wechat-oa", "default")).isEmpty();
    }

    @Test
    void accountsAreListedByChannelAndName() {
        registry.add(channel("1", "b", null));
        registry.add(channel("1", "a", null));
        assertThat(registry.all())
                .extracting(channel -> channel.identity().account())
                .containsExactly("a", "b");
    }

    @Test
    void theQuotaCountsDownWithWhatWeSendAndEndsWithTheWindow() {
        registry.add(channel("1", "default", new ReplyWindow(Duration.ofHours(48), 5)));
        var quota = registry.quota(conversation(Optional.of(NOW), 3)).orElseThrow();
        assertThat(quota.remaining()).isEqualTo(2);
        assertThat(quota.total()).isEqualTo(5);
        assertThat(quota.until()).isEqualTo(NOW.plus(Duration.ofHours(48)));
        assertThat(quota.spent(NOW)).isFalse();
        assertThat(quota.spent(NOW.plus(Duration.ofHours(49)))).isTrue();
        var spent = registry.quota(conversation(Optional.of(NOW), 7)).orElseThrow();
        assertThat(spent.remaining()).isZero();
        assertThat(spent.spent(NOW)).isTrue();
    }

    @Test
    void aChannelWithoutAWindowSetsNoQuota() {
        registry.add(channel("1", "default", null));
        assertThat(registry.quota(conversation(Optional.of(NOW), 99))).isEmpty();
    }
}
