package io.dragoman.channel.webhook;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.PartCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the body of a call that brings one of our messages to the target. Immutable. */
final class EventBody {

    private final Json json;
    private final PartCodec codec;

    EventBody(Json json, PartCodec codec) {
        this.json = json;
        this.codec = codec;
    }

    private record Event(String type, Instant timestamp, Data data) {}

    private record Data(
            String idempotencyKey, String account, Map<String, String> to, List<Object> parts) {}

    /**
     * The body in UTF-8.
     *
     * @throws IllegalArgumentException when a part is beyond the limits of the protocol
     */
    byte[] write(Outbound message, Instant now) {
        var to = message.to();
        var data =
                new Data(
                        message.idempotencyKey(),
                        to.account(),
                        Map.of("id", to.user()),
                        codec.toTree(message.parts()));
        return json.write(new Event("message.created", now, data)).getBytes(StandardCharsets.UTF_8);
    }
}
