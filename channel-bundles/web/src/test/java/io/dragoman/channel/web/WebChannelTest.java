package io.dragoman.channel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.testkit.Configs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebChannelTest {

    private final WebChannel channel = channel(Map.of());

    private static WebChannel channel(Map<String, ?> values) {
        return new WebChannel(Configs.of(WebChannel.Config.class, values));
    }

    @Test
    void standsForTheFirstSiteWithoutConfiguration() {
        assertThat(channel.identity()).isEqualTo(new ChannelAccount("web", "default", "default"));
        assertThat(channel(Map.of("site", " ")).identity()).isEqualTo(channel.identity());
    }

    @Test
    void standsForTheConfiguredSite() {
        assertThat(channel(Map.of("site", " tea-house ")).identity())
                .isEqualTo(new ChannelAccount("web", "default", "tea-house"));
    }

    @Test
    void refusesAnAccountWithoutAName() {
        assertThatThrownBy(() -> channel(Map.of("account", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account");
    }

    @Test
    void showsEveryKindOfPartToVisitorsWhoReadTheLog() {
        var capabilities = channel.capabilities();
        assertThat(capabilities.shows()).containsExactlyInAnyOrder(Part.Kind.values());
        assertThat(capabilities.live()).isTrue();
        assertThat(capabilities.window()).isEmpty();
    }

    @Test
    void countsWhatIsInTheLogAsDelivered() {
        var message =
                new Outbound("m-1", new Address("web", "demo", "v-1"), List.of(Part.text("hi")));
        assertThat(channel.send(message)).isEqualTo(new Delivery.Sent(Optional.empty()));
    }
}
