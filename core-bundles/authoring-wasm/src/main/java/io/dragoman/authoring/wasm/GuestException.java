package io.dragoman.authoring.wasm;

/** A module did what it must not, or not what it should; its call is over. */
final class GuestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GuestException(String reason) {
        super(reason);
    }
}
