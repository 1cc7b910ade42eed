package io.dragoman.gateway.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.storage.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the frames of both sockets. Thread-safe. */
final class Frames {

    private final Json json;
    private final PartCodec parts;
    private final MediaLinks links;

    Frames(Json json, PartCodec parts, MediaLinks links) {
        this.json = json;
        this.parts = parts;
        this.links = links;
    }

    /** A frame that came in: a JSON object with a type. */
    record In(String type, Map<String, Object> fields) {

        String text(String name) {
            return fields.get(name) instanceof String value ? value : "";
        }

        Optional<Long> number(String name) {
            return fields.get(name) instanceof Number value
                    ? Optional.of(value.longValue())
                    : Optional.empty();
        }

        boolean on() {
            return Boolean.TRUE.equals(fields.get("on"));
        }
    }

    /**
     * Reads a frame.
     *
     * @throws IllegalArgumentException when it is no JSON object with a type
     */
    In read(String frame) {
        if (!(json.read(frame) instanceof Map<?, ?> map)
                || !(map.get("type") instanceof String type)) {
            throw new IllegalArgumentException("A frame is a JSON object with a type");
        }
        // Names of a JSON object are strings.
        @SuppressWarnings("unchecked")
        var fields = (Map<String, Object>) map;
        return new In(type, fields);
    }

    /**
     * Reads the parts of a frame.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    List<Part> parts(In frame) {
        var tree = frame.fields().get("parts");
        if (tree == null) {
            throw new IllegalArgumentException("A message needs parts");
        }
        var read = parts.fromTree(tree);
        if (read.isEmpty()) {
            throw new IllegalArgumentException("A message needs at least one part");
        }
        return read;
    }

    /**
     * Reads the parts of a frame for a conversation, with links to our files as the log keeps them.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    List<Part> parts(In frame, String conversationId) {
        return links.kept(conversationId, parts(frame));
    }

    String write(Object tree) {
        return json.write(tree);
    }

    /** A frame that more than one socket is sent. */
    TextFrame shared(Object tree) {
        return new TextFrame(json.write(tree));
    }

    /** By far the most frequent frame, so it is put together by hand; keys are seldom odd. */
    String ack(String clientMessageId, long seq) {
        var key = isPlain(clientMessageId) ? '"' + clientMessageId + '"' : write(clientMessageId);
        return "{\"type\":\"ack\",\"clientMessageId\":" + key + ",\"seq\":" + seq + '}';
    }

    /** Acknowledges a console's frame; with the number of the message that it made, if any. */
    String ack(In frame, Optional<Long> seq) {
        var tree = frame("ack", "conversationId", frame.text("conversationId"));
        if (!frame.text("clientMessageId").isEmpty()) {
            tree.put("clientMessageId", frame.text("clientMessageId"));
        }
        seq.ifPresent(number -> tree.put("seq", number));
        return write(tree);
    }

    /** Says why a console's frame was refused, and which it was. */
    String error(In frame, String code, String message) {
        var tree = frame("error", "code", code, "message", message);
        for (var name : List.of("conversationId", "clientMessageId")) {
            if (!frame.text(name).isEmpty()) {
                tree.put(name, frame.text(name));
            }
        }
        return write(tree);
    }

    /** Whether a text stands in JSON as it is. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    String error(String code, String message) {
        return write(frame("error", "code", code, "message", message));
    }

    String error(String code, String message, String clientMessageId) {
        return write(
                frame(
                        "error",
                        "code",
                        code,
                        "message",
                        message,
                        "clientMessageId",
                        clientMessageId));
    }

    /** A message as visitors see it. */
    String message(Message message) {
        var tree = frame("message", "seq", message.seq(), "at", message.at().toString());
        tree.put("from", author(message.from()));
        var fromVisitor = message.from().kind() == Message.Kind.VISITOR;
        var shown = fromVisitor ? ChosenOption.shown(message.parts()) : message.parts();
        tree.put("parts", parts.toTree(links.signed(message.conversationId(), shown)));
        message.inReplyTo().ifPresent(seq -> tree.put("inReplyTo", seq));
        return write(tree);
    }

    /**
     * Who said it, without ids that are nobody's business outside. Always in one order, so that a
     * message is told alike, byte for byte, after a restart too.
     */
    static Map<String, Object> author(Message.Author author) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", author.kind().name().toLowerCase(Locale.ROOT));
        tree.put("name", author.name());
        return tree;
    }

    /** A frame from a type and fields as name, value, name, value … */
    static Map<String, Object> frame(String type, Object... fields) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("type", type);
        for (int i = 0; i + 1 < fields.length; i += 2) {
            tree.put((String) fields[i], fields[i + 1]);
        }
        return tree;
    }
}
