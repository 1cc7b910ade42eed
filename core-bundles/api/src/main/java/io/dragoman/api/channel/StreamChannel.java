package io.dragoman.api.channel;

import io.dragoman.api.message.Inbound;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** A channel that keeps a connection open to its platform (WebSocket, long polling, IMAP). */
@ConsumerType
public interface StreamChannel extends Channel {

    /**
     * Connects in the background and returns at once; closing the handle ends the stream.
     *
     * @param sink takes each message and returns when it is durable; it may throw when it is not,
     *     and the message must then be offered again later
     */
    AutoCloseable open(Consumer<Inbound> sink);
}
