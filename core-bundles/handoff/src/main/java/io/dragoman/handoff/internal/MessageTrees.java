package io.dragoman.handoff.internal;

import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Messages as the desk shows them. Thread-safe. */
final class MessageTrees {

    private final PartCodec parts;
    private final LiveFields live;

    MessageTrees(PartCodec parts, LiveFields live) {
        this.parts = parts;
        this.live = live;
    }

    /** A message as the API's {@code Message}, without how far it has come. */
    Map<String, Object> of(Message m) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("seq", m.seq());
        tree.put("at", m.at().toString());
        tree.put("from", sender(m.from()));
        var shown = m.from().kind() == Kind.VISITOR ? ChosenOption.shown(m.parts()) : m.parts();
        tree.put("parts", parts.toTree(live.signed(m.conversationId(), shown)));
        m.inReplyTo().ifPresent(seq -> tree.put("inReplyTo", seq));
        clientMessageId(m).ifPresent(id -> tree.put("clientMessageId", id));
        tree.put("traced", m.from().kind() == Kind.BOT);
        return tree;
    }

    /** The sender's own id, without what keeps the ids of different senders apart. */
    private static Optional<String> clientMessageId(Message m) {
        var prefix =
                switch (m.from().kind()) {
                    case VISITOR -> "v:";
                    case AGENT -> "a:" + m.from().id() + ":";
                    default -> "";
                };
        return m.clientKey()
                .filter(key -> !prefix.isEmpty() && key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()));
    }

    /** An author as the API's {@code Sender}. */
    static Map<String, Object> sender(Message.Author author) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", author.kind().name().toLowerCase(Locale.ROOT));
        tree.put("id", author.id());
        tree.put("name", author.name());
        return tree;
    }
}
