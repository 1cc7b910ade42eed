package io.dragoman.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The access tokens of an Official Account as {@code stable_token} gives them out: one at a time,
 * the same again until it expires or a new one is forced. Thread-safe.
 */
final class FakeWeChatTokens {

    private static final Duration LIFE = Duration.ofSeconds(7200);

    private final FakeWeChat.Account account;
    private final Clock clock;
    private int issued;
    private String token = "";
    private Instant end = Instant.MIN;

    /** What comes of asking for a token. */
    sealed interface Issued {

        record Token(String value, long seconds) implements Issued {}

        /** An error code of the vendor and its words. */
        record Refused(int code, String message) implements Issued {}
    }

    FakeWeChatTokens(FakeWeChat.Account account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    synchronized Issued issue(Map<?, ?> request) {
        if (!"client_credential".equals(request.get("grant_type"))) {
            return new Issued.Refused(40002, "invalid grant_type");
        }
        if (!account.appId().equals(request.get("appid"))) {
            return new Issued.Refused(40013, "invalid appid");
        }
        if (!account.appSecret().equals(request.get("secret"))) {
            return new Issued.Refused(40125, "invalid appsecret");
        }
        if (areExpired() || Boolean.TRUE.equals(request.get("force_refresh"))) {
            token = "token_" + ++issued + "-x";
            end = clock.instant().plus(LIFE);
        }
        return new Issued.Token(token, Duration.between(clock.instant(), end).toSeconds());
    }

    /** How many were handed out anew. */
    synchronized int issued() {
        return issued;
    }

    synchronized void revoke() {
        token = "";
        end = Instant.MIN;
    }

    /** Whether this is the newest one; it may be expired. */
    synchronized boolean isGood(String offered) {
        return !offered.isEmpty() && offered.equals(token);
    }

    synchronized boolean areExpired() {
        return !clock.instant().isBefore(end);
    }
}
