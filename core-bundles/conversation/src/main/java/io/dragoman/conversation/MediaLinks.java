package io.dragoman.conversation;

import io.dragoman.api.message.Part;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The addresses of files that we keep ourselves. In the log they stand without a signature, for
 * good; whoever may read the conversation gets them with one that ends. Thread-safe.
 */
@ProviderType
public interface MediaLinks {

    /** Leaves everything as it is, where nothing is kept. */
    MediaLinks NONE =
            new MediaLinks() {
                @Override
                public List<Part> signed(String conversationId, List<Part> parts) {
                    return parts;
                }

                @Override
                public List<Part> kept(String conversationId, List<Part> parts) {
                    return parts;
                }
            };

    /** The parts with links that open for some hours, those of files of this conversation only. */
    List<Part> signed(String conversationId, List<Part> parts);

    /**
     * The parts as the log keeps them.
     *
     * @throws IllegalArgumentException when a link of ours is no file of this conversation
     */
    List<Part> kept(String conversationId, List<Part> parts);
}
