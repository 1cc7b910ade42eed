package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.config.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * One Official Account, checked.
 *
 * @param identity who this is
 * @param appId the account's AppID, {@code wx…}
 * @param appSecret the account's AppSecret
 * @param token the token of the vendor's console, which signs calls
 * @param encodingAesKey the 43 characters of the vendor's console, which encrypt calls
 * @param baseUrl where the platform's API is
 * @param followText what a new follower is taken to have said; empty when following is no message
 * @param patience how long one delivery may take
 */
record WeChatSettings(
        ChannelAccount identity,
        String appId,
        Secret appSecret,
        Secret token,
        Secret encodingAesKey,
        URI baseUrl,
        String followText,
        Duration patience) {

    WeChatSettings {
        if (identity.account().isBlank() || identity.site().isBlank()) {
            throw new IllegalArgumentException(
                    "The WeChat channel needs both \"account\" (its name in URLs) and \"site\"");
        }
        if (!appId.matches("\\w{4,64}")) {
            throw new IllegalArgumentException(
                    "\"appId\" must be the AppID of the Official Account, such as wx0123456789abcdef");
        }
        require(appSecret, "appSecret");
        require(token, "token");
        require(encodingAesKey, "encodingAesKey");
        boolean web = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
        if (!web || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"baseUrl\" must be an http or https address, got " + baseUrl);
        }
    }

    private static void require(Secret secret, String name) {
        if (!secret.isPresent()) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" is missing: copy it from the vendor's console, Settings and"
                            + " Development, Basic Configuration");
        }
    }
}
