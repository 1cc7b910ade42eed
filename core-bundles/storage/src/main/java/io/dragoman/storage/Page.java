package io.dragoman.storage;

import java.util.List;
import java.util.Optional;

/** Part of a list, and where the next part begins; empty at the end. */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
