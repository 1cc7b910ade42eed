package io.dragoman.channel.webhook;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.json.Json;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code {from:{id,name?,profile?}, text | parts, sentAt?}}, the body of a message on its way
 * in. Errors name the field, for they are shown to the developer who calls. Immutable.
 */
final class IncomingBody {

    private static final int MAX_ID = 128;
    private static final int MAX_PROFILE = 20;
    private static final int MAX_VALUE = 500;

    private final ChannelAccount identity;
    private final Json json;
    private final PartCodec codec;

    IncomingBody(ChannelAccount identity, Json json, PartCodec codec) {
        this.identity = identity;
        this.json = json;
        this.codec = codec;
    }

    /**
     * The message in a body.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    Inbound read(String body, String externalId, Instant receivedAt) {
        checkId("the message's id", externalId);
        if (!(json.read(body) instanceof Map<?, ?> message)) {
            throw new IllegalArgumentException("the body must be a JSON object");
        }
        if (!(message.get("from") instanceof Map<?, ?> from)) {
            throw new IllegalArgumentException("from: must be an object with an id");
        }
        if (!(from.get("id") instanceof String user)) {
            throw new IllegalArgumentException("from.id: must be a string");
        }
        checkId("from.id", user);
        return new Inbound(
                externalId,
                new Address(identity.channel(), identity.account(), user),
                sentAt(message.get("sentAt"), receivedAt),
                parts(message),
                profile(from));
    }

    private static void checkId(String name, String id) {
        if (id.isBlank() || id.length() > MAX_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    name + ": must have 1 to " + MAX_ID + " printable characters");
        }
    }

    private List<Part> parts(Map<?, ?> message) {
        var text = message.get("text");
        var parts = message.get("parts");
        if ((text == null) == (parts == null)) {
            throw new IllegalArgumentException("give either text or parts");
        }
        if (parts != null) {
            return codec.fromTree(parts);
        }
        if (!(text instanceof String words)) {
            throw new IllegalArgumentException("text: must be a string");
        }
        return codec.fromTree(List.of(Map.of("type", "text", "text", words)));
    }

    /** A sender whose clock is ahead of ours cannot write in the future. */
    private static Instant sentAt(Object value, Instant receivedAt) {
        if (value == null) {
            return receivedAt;
        }
        try {
            var sent = Instant.parse(String.valueOf(value));
            return sent.isAfter(receivedAt) ? receivedAt : sent;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "sentAt: must be a time such as 2026-11-21T08:00:00Z", e);
        }
    }

    private static Map<String, String> profile(Map<?, ?> from) {
        var profile = new LinkedHashMap<String, String>();
        if (from.get("profile") instanceof Map<?, ?> given) {
            given.forEach((key, value) -> put(profile, "from.profile." + key, "" + key, value));
        } else if (from.get("profile") != null) {
            throw new IllegalArgumentException("from.profile: must be an object");
        }
        if (from.get("name") != null) {
            put(profile, "from.name", "name", from.get("name"));
        }
        if (profile.size() > MAX_PROFILE) {
            throw new IllegalArgumentException(
                    "from.profile: must have at most " + MAX_PROFILE + " entries");
        }
        return profile;
    }

    private static void put(Map<String, String> profile, String path, String key, Object value) {
        boolean simple =
                value instanceof String || value instanceof Number || value instanceof Boolean;
        if (!simple || value.toString().length() > MAX_VALUE || key.length() > MAX_ID) {
            throw new IllegalArgumentException(
                    path + ": must be a string of at most " + MAX_VALUE + " characters");
        }
        profile.put(key, value.toString());
    }
}
