package io.dragoman.channel.wechatoa;

import java.time.Duration;

/** The outcome of asking for an access token. */
sealed interface Token {

    /** A token to call with. */
    record Valid(String value) implements Token {
        @Override
        public String toString() {
            return "Valid[***]";
        }
    }

    /** There is none just now. */
    record Unavailable(Duration after, String reason) implements Token {}
}
