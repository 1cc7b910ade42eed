package io.dragoman.rest;

import java.util.Optional;

/**
 * What resources work with. Any of it may be away for a moment: while the store is being opened,
 * while a bundle is updated. The application is built once and stays; only the calls that need what
 * is missing are refused. Thread-safe.
 */
public interface Services {

    /** A service, if it is there now. */
    <T> Optional<T> find(Class<T> type);

    /**
     * A service.
     *
     * @throws Problem {@link Fault#STARTING} when it is not there now
     */
    default <T> T get(Class<T> type) {
        return find(type)
                .orElseThrow(() -> Problem.of(Fault.STARTING, type.getSimpleName()).retryAfter(2));
    }
}
