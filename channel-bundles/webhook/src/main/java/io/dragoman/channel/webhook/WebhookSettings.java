package io.dragoman.channel.webhook;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One account of the webhook channel, checked.
 *
 * @param identity who this is
 * @param inboundKey the bearer key of the generic REST API; absent when that API is closed
 * @param target where our messages are posted to; empty when nothing is sent
 * @param secrets the live signing secrets, newest first; empty when nothing is signed
 * @param patience how long one delivery may take
 */
record WebhookSettings(
        ChannelAccount identity,
        Secret inboundKey,
        Optional<URI> target,
        List<Secret> secrets,
        Duration patience) {

    private static final int MIN_KEY_LENGTH = 16;

    WebhookSettings {
        secrets = List.copyOf(secrets);
        if (identity.account().isBlank() || identity.site().isBlank()) {
            throw new IllegalArgumentException(
                    "The webhook channel needs both \"account\" (its name in URLs) and \"site\"");
        }
        if (inboundKey.isPresent() && inboundKey.reveal().length() < MIN_KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "\"inboundKey\" must have at least " + MIN_KEY_LENGTH + " characters");
        }
        target.ifPresent(WebhookSettings::check);
        if (target.isPresent() && secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"target\" needs a \"secret\", or its owner could not tell our calls from"
                            + " forgeries");
        }
        if (!inboundKey.isPresent() && secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "The webhook channel needs an \"inboundKey\", a \"secret\", or both");
        }
    }

    private static void check(URI target) {
        boolean web = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
        if (!web || target.getHost() == null) {
            throw new IllegalArgumentException(
                    "\"target\" must be an http or https address, got " + target);
        }
    }
}
