package io.dragoman.api.channel;

import io.dragoman.api.message.Inbound;
import java.util.List;

/** What a webhook call meant. */
public sealed interface Decoded {

    /**
     * Messages to keep. The acknowledgement is sent once they are durable and before they are
     * worked on; no messages is fine (an event nobody needs).
     */
    record Messages(List<Inbound> messages, Reply acknowledgement) implements Decoded {
        public Messages {
            messages = List.copyOf(messages);
        }
    }

    /** A handshake or ping that wants this answer back. */
    record Reply(int status, String contentType, String body) implements Decoded {}

    /** Not to be trusted or not to be understood; answered with this status, and counted. */
    record Refused(int status, String reason) implements Decoded {}
}
