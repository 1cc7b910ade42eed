package io.dragoman.gateway;

import io.dragoman.api.message.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the files that visitors and agents send in the chat, in the data folder, where no web
 * server looks. Thread-safe.
 */
@ProviderType
public interface Uploads {

    /**
     * Whose file it is and where it belongs.
     *
     * @param owner {@code visitor:…} or {@code agent:…}
     * @param limited whether the owner has a quota
     */
    record Sender(String site, String conversationId, String owner, boolean limited) {}

    /** How keeping a file ended. */
    sealed interface Kept {

        /** It is kept; the part can be sent in this conversation, its link ends. */
        record Stored(Part.Media part) implements Kept {}

        /** It was too large. */
        record TooLarge(long most) implements Kept {}

        /** Its content is of no kind that may be sent, whatever its name says. */
        record WrongType() implements Kept {}

        /** The sender has sent too much lately, or too many send at once. */
        record TooMany() implements Kept {}

        /** It took too long to arrive. */
        record TooSlow() implements Kept {}

        /** There was nothing in it. */
        record Empty() implements Kept {}
    }

    /**
     * Keeps a file.
     *
     * @param name what the sender calls it
     * @throws IOException when it cannot be read or written
     * @throws io.dragoman.storage.StoreException when the database does not answer
     */
    Kept keep(Sender sender, String name, InputStream content) throws IOException;

    /**
     * A file to hand out.
     *
     * @param inline whether a browser may show it; else it has to be saved
     */
    record File(Path path, String name, String mimeType, long size, boolean inline) {}

    /** The file of a link; empty when the signature is wrong or over, or the file is gone. */
    Optional<File> open(String id, String expires, String signature);

    /** Deletes all files of a conversation, whose messages keep a link that opens nothing. */
    void forget(String conversationId);
}
