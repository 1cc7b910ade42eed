package io.dragoman.api.channel;

import io.dragoman.api.message.Outbound;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One account on one messaging platform, published as an OSGi service (one factory configuration
 * each). It holds credentials and a wire format, nothing else: retries, queues, de-duplication and
 * conversation state belong to the core. Called from many threads at once.
 */
@ConsumerType
public interface Channel {

    /** Who this is; never changes while the service is registered. */
    ChannelAccount identity();

    /** What the platform can show and how it limits us. */
    Capabilities capabilities();

    /** Sends one message within 10 s; reports a failure as a value, never as an exception. */
    Delivery send(Outbound message);
}
