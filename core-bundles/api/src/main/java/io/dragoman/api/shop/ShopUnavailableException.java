package io.dragoman.api.shop;

/** The order system did not answer in time, or not sensibly. Worth another try later. */
public final class ShopUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was asked and what went wrong, without personal data. */
    public ShopUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
