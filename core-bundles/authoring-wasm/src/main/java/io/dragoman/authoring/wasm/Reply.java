package io.dragoman.authoring.wasm;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a module answered to a turn, read with care. Immutable. */
record Reply(Map<?, ?> tree, PartCodec codec) {

    /** Under which the dialogue keeps what the module wants to remember. */
    static final String MEMORY = "memory";

    private static final int MAX_PARTS = 20;

    /** A member that has to be there. */
    String text(String name) {
        return find(name)
                .orElseThrow(() -> new GuestException("its answer lacks the text '" + name + "'"));
    }

    /** A text, if it is there. */
    Optional<String> find(String name) {
        return tree.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** A map by texts; empty when it is not there. */
    Map<String, Object> map(String name) {
        var map = new HashMap<String, Object>();
        if (tree.get(name) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(key.toString(), value));
        }
        return map;
    }

    /** What it wants to remember until the dialogue ends. */
    Optional<Map<String, Object>> memory() {
        return tree.get(MEMORY) instanceof Map<?, ?> ? Optional.of(map(MEMORY)) : Optional.empty();
    }

    /** What it says, in the form of the public protocol. */
    List<Part> parts() {
        if (!(tree.get("parts") instanceof List<?> parts)) {
            return List.of();
        }
        if (parts.size() > MAX_PARTS) {
            throw new GuestException("it says more than " + MAX_PARTS + " parts at once");
        }
        try {
            return codec.fromTree(parts);
        } catch (IllegalArgumentException e) {
            throw new GuestException("what it says cannot be read: " + e.getMessage());
        }
    }
}
