package io.dragoman.api.channel;

/**
 * One of our accounts on a platform.
 *
 * @param channel the channel's id, as in URLs: {@code web}, {@code webhook}, {@code wechat-oa}
 * @param account the account's name in our URLs, unique within the channel
 * @param site the brand or shop whose conversations these are
 */
public record ChannelAccount(String channel, String account, String site) {

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
