package io.dragoman.authoring.yaml;

/** An answer of a foreign system that is not in the form it should have. */
final class UnreadableAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String reason) {
        super(reason);
    }
}
