package io.dragoman.bench;

/** The instance cannot be measured; the message says why and what helps. */
final class UnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }
}
