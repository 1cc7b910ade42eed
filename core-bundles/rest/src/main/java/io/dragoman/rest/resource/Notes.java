package io.dragoman.rest.resource;

import io.dragoman.conversation.Ids;
import io.dragoman.rest.Call;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Note;
import java.time.Clock;
import java.util.Map;

/** Private notes beside conversations. Thread-safe. */
final class Notes {

    private final Services services;
    private final Ids ids;
    private final Clock clock;

    Notes(Services services, Ids ids, Clock clock) {
        this.services = services;
        this.ids = ids;
        this.clock = clock;
    }

    /** Writes a note of the caller. */
    Note add(Call call, Conversation conversation, String text) {
        var user = call.user();
        var note =
                new Note(
                        ids.next(),
                        conversation.id(),
                        conversation.lastSeq(),
                        user.id(),
                        user.name(),
                        text,
                        clock.instant());
        services.get(DeskStore.class).add(note);
        return note;
    }

    /** A note as the API shows it. */
    static Map<String, Object> view(Note note) {
        return Tree.of("id", note.id())
                .put("at", note.at())
                .put("author", Tree.ref(note.userId(), note.userName()))
                .put("text", note.text())
                .put("afterSeq", note.afterSeq())
                .done();
    }
}
