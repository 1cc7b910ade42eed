package io.dragoman.gateway.internal;

import io.dragoman.handoff.DeskViews;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import java.util.ArrayList;
import java.util.List;

/** One change as frames for agents, written once for all of them. Immutable. */
record Feed(long dseq, Conversation conversation, List<String> frames) {

    static Feed of(DeskViews views, Frames frames, Written change) {
        return of(
                views,
                frames,
                change.dseq(),
                change.conversation(),
                change.messages(),
                change.notes());
    }

    static Feed of(
            DeskViews views,
            Frames frames,
            long dseq,
            Conversation conversation,
            List<Message> messages,
            List<Note> notes) {
        var out = new ArrayList<String>();
        for (var message : views.messages(conversation, messages)) {
            out.add(
                    frames.write(
                            Frames.frame(
                                    "message",
                                    "dseq",
                                    dseq,
                                    "conversationId",
                                    conversation.id(),
                                    "message",
                                    message)));
        }
        for (var note : notes) {
            out.add(
                    frames.write(
                            Frames.frame(
                                    "note",
                                    "dseq",
                                    dseq,
                                    "conversationId",
                                    conversation.id(),
                                    "note",
                                    views.note(note))));
        }
        out.add(
                frames.write(
                        Frames.frame(
                                "conversation",
                                "dseq",
                                dseq,
                                "conversation",
                                views.conversation(conversation))));
        return new Feed(dseq, conversation, List.copyOf(out));
    }
}
