package io.dragoman.storage;

import java.time.Instant;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was said, for taking away. Thread-safe; the streams throw {@link StoreException} while they
 * are consumed when the database cannot be reached or refuses, and are closed by the caller.
 */
@ProviderType
public interface LogExport {

    /**
     * All messages of a conversation, in order, for export. Reads page by page while the stream is
     * consumed and holds no connection in between, so a slow reader costs nothing.
     */
    Stream<Message> export(String conversationId);

    /**
     * All messages of a site with {@code from <= at < to}, by time and then conversation and
     * number, for export. Reads like {@link #export}; what is written meanwhile may be missing.
     */
    Stream<Message> export(String site, Instant from, Instant to);
}
