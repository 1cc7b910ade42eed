package io.dragoman.api.channel;

import org.osgi.annotation.versioning.ConsumerType;

/** A channel whose platform calls us. The gateway owns the URL; the channel owns the meaning. */
@ConsumerType
public interface WebhookChannel extends Channel {

    /**
     * Verifies and decodes one call. A pure function of the request: no I/O, no clock, so that a
     * recorded request is a complete test.
     */
    Decoded decode(WebhookRequest request);
}
