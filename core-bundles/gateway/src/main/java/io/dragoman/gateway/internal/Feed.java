package io.dragoman.gateway.internal;

import io.dragoman.handoff.DeskViews;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One change as frames for agents, written once for all of them. Immutable. */
record Feed(long dseq, Conversation conversation, List<TextFrame> frames) {

    /**
     * @param last whether the conversation itself is told as well; not when a later change is told
     *     in the same breath
     */
    static Feed of(DeskViews views, Frames frames, Written change, boolean last) {
        return of(
                views,
                frames,
                change.dseq(),
                change.conversation(),
                change.messages(),
                change.notes(),
                last);
    }

    static Feed of(
            DeskViews views,
            Frames frames,
            long dseq,
            Conversation conversation,
            List<Message> messages,
            List<Note> notes,
            boolean last) {
        var about = conversation.id();
        var out = new ArrayList<TextFrame>();
        for (var message : views.messages(conversation, messages)) {
            out.add(frames.shared(frame("message", dseq, about, message)));
        }
        for (var note : notes) {
            out.add(frames.shared(frame("note", dseq, about, views.note(note))));
        }
        if (last) {
            out.add(
                    frames.shared(
                            Frames.frame(
                                    "conversation",
                                    "dseq",
                                    dseq,
                                    "conversation",
                                    views.conversation(conversation))));
        }
        return new Feed(dseq, conversation, List.copyOf(out));
    }

    /** A frame about something in a conversation; its field is called as the frame itself. */
    private static Map<String, Object> frame(
            String type, long dseq, String conversationId, Object what) {
        return Frames.frame(type, "dseq", dseq, "conversationId", conversationId, type, what);
    }
}
