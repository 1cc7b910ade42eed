package io.dragoman.api.channel;

import io.dragoman.api.message.Part;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads the files that visitors and agents sent in the chat, for channels that hand pictures over
 * to their platform. Published by the core as an OSGi service. Thread-safe.
 */
@ProviderType
public interface MediaFiles {

    /**
     * The content of a file that is kept here; empty for a link that leads elsewhere, for a file
     * that is gone, and for one that is larger.
     *
     * @param largest bytes the platform takes
     */
    Optional<byte[]> read(Part.Media media, long largest);
}
