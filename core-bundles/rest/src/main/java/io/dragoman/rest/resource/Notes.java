package io.dragoman.rest.resource;

import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskViews;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.Note;
import java.util.Map;

/** Private notes beside conversations. Thread-safe. */
final class Notes {

    private final Services services;

    Notes(Services services) {
        this.services = services;
    }

    /** Writes a note of the caller. */
    Note add(Call call, Conversation conversation, String text) {
        return services.get(DeskActions.class)
                .note(conversation.id(), call.user(), text)
                .orElseThrow(() -> Problem.of(Fault.NO_SUCH_CONVERSATION));
    }

    /** A note as the API shows it. */
    Map<String, Object> view(Note note) {
        return services.get(DeskViews.class).note(note);
    }
}
