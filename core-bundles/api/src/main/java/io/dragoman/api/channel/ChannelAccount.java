package io.dragoman.api.channel;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

/**
 * One of our accounts on a platform.
 *
 * @param channel the channel's id, as in URLs: {@code web}, {@code webhook}, {@code wechat-oa}
 * @param account the account's name in our URLs, unique within the channel
 * @param site the brand or shop whose conversations these are
 */
public record ChannelAccount(String channel, String account, String site) {

    /**
     * An account as its settings have it.
     *
     * @param site may be empty: see {@link #siteOr}
     */
    public static ChannelAccount configured(String channel, String account, String site) {
        return new ChannelAccount(channel, account.strip(), siteOr(site));
    }

    /**
     * The properties under which the channel of this account is published as a service. They are
     * all that such a service may show: a component's own would show its settings, secrets
     * included.
     */
    public Dictionary<String, Object> properties() {
        return new Hashtable<>(Map.of("channel", channel, "account", account));
    }

    /**
     * The site of an account whose settings name none: the one that the first start made, {@code
     * demo} in the demo profile and otherwise {@code default}.
     */
    public static String siteOr(String configured) {
        if (!configured.isBlank()) {
            return configured.strip();
        }
        var profile =
                System.getProperty(
                        "dragoman.profile", System.getenv().getOrDefault("DRAGOMAN_PROFILE", ""));
        return "demo".equalsIgnoreCase(profile.strip()) ? "demo" : "default";
    }
}
