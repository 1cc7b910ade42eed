package io.dragoman.api.channel;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A channel whose customers' files lie on its platform, where only our credentials open them. Their
 * parts point to {@code /api/v1/channels/{channel}/{account}/media/{id}}, and the gateway asks
 * here.
 */
@ConsumerType
public interface MediaChannel extends Channel {

    /** Fetches one file within 10 s; reports a failure as a value, never as an exception. */
    StoredMedia fetch(String id);

    /** How fetching a file ended. */
    sealed interface StoredMedia {

        /** The file, of at most 20 MB. */
        record Found(String mimeType, byte[] content) implements StoredMedia {}

        /** Not there, or not any more; platforms keep files for a few days. */
        record Gone(String reason) implements StoredMedia {}

        /** Not just now. */
        record Unavailable(String reason) implements StoredMedia {}
    }
}
