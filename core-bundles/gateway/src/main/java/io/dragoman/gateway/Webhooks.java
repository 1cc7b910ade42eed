package io.dragoman.gateway;

import io.dragoman.api.channel.WebhookRequest;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Calls of platforms: verify, de-duplicate, keep, acknowledge; the work comes after. Thread-safe.
 */
@ProviderType
public interface Webhooks {

    /** Takes a call for a channel account; returns when its messages are durable. Never throws. */
    Answer call(String channel, String account, WebhookRequest request);

    /** What the platform gets. */
    record Answer(int status, String contentType, String body, Optional<Duration> retryAfter) {}
}
