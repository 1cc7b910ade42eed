package io.dragoman.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is known of the files that visitors and agents sent; the files themselves lie in a folder.
 * Thread-safe; throws {@link StoreException}.
 */
@ProviderType
public interface UploadStore {

    /** Keeps what is known of a new file. */
    void add(Upload upload);

    /** What is known of a file. */
    Optional<Upload> upload(String id);

    /** What somebody has sent since a moment. */
    Usage usage(String owner, Instant since);

    /** All files of a conversation. */
    List<Upload> ofConversation(String conversationId);

    /** Files whose conversation is gone. */
    List<Upload> orphans(int limit);

    /** Forgets a file. */
    boolean delete(String id);

    /**
     * A file.
     *
     * @param owner {@code visitor:…} or {@code agent:…} with their id
     * @param name the file's name, for people
     * @param mimeType as its content says
     * @param size in bytes
     */
    record Upload(
            String id,
            String site,
            String conversationId,
            String owner,
            String name,
            String mimeType,
            long size,
            Instant at) {}

    /** Files and their bytes together. */
    record Usage(int files, long bytes) {}
}
