package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Part;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a decrypted payload says. A message carries its {@code MsgId}; an event is told from its
 * repetition by who, when and what, as the vendor advises. Immutable.
 */
final class IncomingMessages {

    private final ChannelAccount identity;
    private final String followText;

    /** A click and following let us send 3 messages within a minute, of the 5 within 48 hours. */
    private static final Inbound.Opening ALLOWANCE_OF_EVENTS =
            new Inbound.Opening(Duration.ofHours(48).minusMinutes(1), 2, 5);

    /** With what a new follower is taken to have said; empty when following is no message. */
    IncomingMessages(ChannelAccount identity, String followText) {
        this.identity = identity;
        this.followText = followText;
    }

    /**
     * The message of a payload; empty for an event that says nothing.
     *
     * @throws IllegalArgumentException naming what is missing
     */
    Optional<Inbound> read(Payload payload) {
        var from = payload.required("FromUserName");
        long created = number(payload, "CreateTime");
        boolean event = "event".equals(payload.required("MsgType"));
        var parts = event ? eventParts(payload) : messageParts(payload);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var id =
                event
                        ? "event-" + from + "-" + created + "-" + payload.required("Event")
                        : payload.required("MsgId");
        return Optional.of(
                new Inbound(
                        id,
                        new Address(identity.channel(), identity.account(), from),
                        Instant.ofEpochSecond(created),
                        parts,
                        Map.of(),
                        event ? Optional.of(ALLOWANCE_OF_EVENTS) : Optional.empty()));
    }

    private List<Part> messageParts(Payload payload) {
        return switch (payload.required("MsgType")) {
            case "text" -> List.of(Part.text(payload.text("Content")));
            case "image" ->
                    List.of(
                            payload.get("PicUrl")
                                    .<Part>map(url -> media(url, "image/jpeg", "image.jpg"))
                                    .orElseGet(() -> stored(payload, "image/jpeg", "image.jpg")));
            case "voice" -> voice(payload);
            case "video", "shortvideo" -> List.of(stored(payload, "video/mp4", "video.mp4"));
            case "location" -> List.of(place(payload));
            case "link" -> List.of(link(payload));
            // The vendor adds kinds now and then. An agent should see that something came.
            default -> List.of(Part.text("[" + payload.required("MsgType") + "]"));
        };
    }

    /** A pressed menu button says its key; following says what the settings say. */
    private List<Part> eventParts(Payload payload) {
        return switch (payload.required("Event")) {
            case "CLICK" -> payload.get("EventKey").map(Part::text).stream().toList();
            case "subscribe" ->
                    Stream.of(followText).filter(s -> !s.isEmpty()).map(Part::text).toList();
            default -> List.of();
        };
    }

    private List<Part> voice(Payload payload) {
        var format = payload.get("Format").orElse("amr");
        var parts = new ArrayList<Part>();
        // Words first, so that the bot answers them; the vendor recognises them when told to.
        payload.get("Recognition").map(Part::text).ifPresent(parts::add);
        parts.add(stored(payload, "audio/" + format, "voice." + format));
        return parts;
    }

    private static Part media(String url, String mimeType, String name) {
        return new Part.Media(URI.create(url), mimeType, name, 0);
    }

    /** A file that only our access token opens: the address is our own server's. */
    private Part stored(Payload payload, String mimeType, String name) {
        var path =
                "/api/v1/channels/%s/%s/media/%s"
                        .formatted(
                                identity.channel(),
                                identity.account(),
                                payload.required("MediaId"));
        return media(path, mimeType, name);
    }

    private static Part place(Payload payload) {
        return Gcj02.toWorld(
                decimal(payload, "Location_X"),
                decimal(payload, "Location_Y"),
                payload.text("Label"));
    }

    private static Part link(Payload payload) {
        return Part.text(
                Stream.of("Title", "Description", "Url")
                        .flatMap(name -> payload.get(name).stream())
                        .collect(Collectors.joining("\n")));
    }

    private static long number(Payload payload, String name) {
        try {
            return Long.parseLong(payload.required(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number", e);
        }
    }

    private static double decimal(Payload payload, String name) {
        try {
            return Double.parseDouble(payload.required(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number", e);
        }
    }
}
