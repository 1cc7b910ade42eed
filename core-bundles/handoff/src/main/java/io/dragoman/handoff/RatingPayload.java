package io.dragoman.handoff;

import java.util.OptionalInt;

/** What a button sends with which a customer rates: {@code rate:1} to {@code rate:5}. */
public final class RatingPayload {

    private static final String PREFIX = "rate:";

    private RatingPayload() {}

    /** The stars that a payload stands for; empty when it is something else. */
    public static OptionalInt score(String payload) {
        return payload.length() == PREFIX.length() + 1
                        && payload.startsWith(PREFIX)
                        && payload.charAt(PREFIX.length()) >= '1'
                        && payload.charAt(PREFIX.length()) <= '5'
                ? OptionalInt.of(payload.charAt(PREFIX.length()) - '0')
                : OptionalInt.empty();
    }
}
