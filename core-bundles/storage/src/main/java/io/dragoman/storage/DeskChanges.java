package io.dragoman.storage;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All changes of conversations in the order in which they were written, by the desk's numbers, so
 * that a console that slept can be told what it missed. Thread-safe; throws {@link StoreException}
 * when the database cannot be reached or refuses.
 */
@ProviderType
public interface DeskChanges {

    /**
     * Changes the desk has to hear of, with {@code after < dseq}, in order, at most {@code limit}.
     */
    List<DeskChange> deskChanges(long after, int limit);

    /**
     * One change of a conversation; its messages are those with {@code fromSeq <= seq <= toSeq}
     * (none when {@code toSeq < fromSeq}).
     */
    record DeskChange(long dseq, String conversationId, long fromSeq, long toSeq) {}

    /** The notes that were written with the changes {@code after < dseq <= upTo}, in order. */
    List<DeskNote> deskNotes(long after, long upTo);

    /** A note and the desk number of the change it came with. */
    record DeskNote(long dseq, DeskStore.Note note) {}

    /** The newest desk number; 0 when nothing has happened yet. */
    long lastDseq();
}
