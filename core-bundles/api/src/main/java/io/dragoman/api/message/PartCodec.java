package io.dragoman.api.message;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Turns parts into the JSON trees of the public protocol and back. Thread-safe. */
@ProviderType
public interface PartCodec {

    /**
     * The parts as a list of maps, ready for {@code Json.write}.
     *
     * @throws IllegalArgumentException naming the part and the field that {@link #fromTree} would
     *     not take
     */
    List<Object> toTree(List<Part> parts);

    /**
     * Reads parts from a tree of lists and maps.
     *
     * @throws IllegalArgumentException naming the part and the field that is wrong
     */
    List<Part> fromTree(Object tree);
}
