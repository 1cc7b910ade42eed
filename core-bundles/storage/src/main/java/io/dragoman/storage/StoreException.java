package io.dragoman.storage;

/**
 * The database cannot be reached, or refused what should have worked. Nothing was written, unless
 * the connection broke in the very commit and the outcome cannot be read any more; a repeat with
 * the same client key is harmless in either case.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
