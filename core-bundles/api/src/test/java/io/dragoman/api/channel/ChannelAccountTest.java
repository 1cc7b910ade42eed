package io.dragoman.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelAccountTest {

    @Test
    void isReadFromSettingsWithoutTheSpacesAroundThem() {
        assertThat(ChannelAccount.configured("sms", " shop ", " tea-house "))
                .isEqualTo(new ChannelAccount("sms", "shop", "tea-house"));
    }

    @Test
    void belongsToTheSiteOfTheFirstStartWhereItsSettingsNameNone() {
        assertThat(ChannelAccount.configured("sms", "shop", " ").site())
                .isEqualTo(ChannelAccount.siteOr(""));
    }

    @Test
    void publishesItsChannelUnderNothingButItsName() {
        assertThat(new ChannelAccount("sms", "shop", "tea-house").properties())
                .isEqualTo(new Hashtable<>(Map.of("channel", "sms", "account", "shop")));
    }
}
