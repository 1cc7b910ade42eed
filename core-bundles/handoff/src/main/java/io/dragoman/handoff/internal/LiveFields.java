package io.dragoman.handoff.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.handoff.Visitors;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the desk shows of a conversation that stands not in its row: signed links, whether the
 * visitor is there, the rating. Each is left out while the one who knows it is not there.
 * Thread-safe.
 */
final class LiveFields {

    volatile MediaLinks links = MediaLinks.NONE;
    volatile Optional<Visitors> visitors = Optional.empty();
    volatile Optional<DeskStore> ratings = Optional.empty();

    List<Part> signed(String conversationId, List<Part> parts) {
        return links.signed(conversationId, parts);
    }

    void add(Conversation conversation, Map<String, Object> tree) {
        if (conversation.live()) {
            visitors.ifPresent(known -> tree.put("visitorOnline", known.online(conversation.id())));
        }
        rating(conversation).ifPresent(score -> tree.put("rating", score));
    }

    private Optional<Map<String, Object>> rating(Conversation conversation) {
        try {
            return ratings.flatMap(store -> store.rating(conversation.id(), conversation.epoch()))
                    .map(
                            rating -> {
                                var score = new LinkedHashMap<String, Object>();
                                score.put("score", rating.score());
                                score.put("comment", rating.comment());
                                score.put("at", rating.at().toString());
                                return score;
                            });
        } catch (StoreException e) {
            // The conversation is worth more than its stars.
            return Optional.empty();
        }
    }
}
