package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.PlatformHttp.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The account's access token, kept until shortly before it expires. It comes from {@code
 * /cgi-bin/stable_token}, which, unlike the older {@code /cgi-bin/token}, leaves the tokens of the
 * shop's other programs alone.
 *
 * <p>One thread renews at a time, and each looks again once it has the lock: two renewals at once
 * would cost calls, and an older token could overwrite a newer one. Renewals are capped, because
 * the vendor counts them per day. Thread-safe.
 */
final class AccessTokens {

    private static final String PATH = "/cgi-bin/stable_token";
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration OPERATOR_NEEDED = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    static final int MAX_RENEWALS_PER_HOUR = 20;

    private final WeChatSettings settings;
    private final PlatformApi api;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Instant> renewals = new ArrayDeque<>();
    private volatile Cached cached = new Cached("", Instant.MIN);
    private Token.Unavailable lastFailure;
    private Instant failedUntil = Instant.MIN;

    private record Cached(String value, Instant renewAt) {}

    AccessTokens(WeChatSettings settings, PlatformApi api, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.clock = clock;
    }

    /** The token in force, renewed if it has to be, within a time. */
    Token current(Duration patience) {
        if (isFresh(cached)) {
            return new Token.Valid(cached.value());
        }
        return locked(patience, timer -> isFresh(cached) ? valid() : renewed(false, timer));
    }

    /** Another token than the one that the platform has just refused. */
    Token insteadOf(String refused, Duration patience) {
        return locked(patience, timer -> replaced(refused, timer));
    }

    private Token replaced(String refused, Timer timer) {
        if (isFresh(cached) && !cached.value().equals(refused)) {
            return valid();
        }
        var token = renewed(false, timer);
        boolean same = token instanceof Token.Valid(String value) && value.equals(refused);
        return same ? renewed(true, timer) : token;
    }

    private Token locked(Duration patience, Function<Timer, Token> work) {
        var timer = Timer.of(patience);
        try {
            if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Token.Unavailable(
                        PAUSE_AFTER_FAILURE, "still waiting for an access token");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Token.Unavailable(PAUSE_AFTER_FAILURE, "interrupted");
        }
        try {
            return work.apply(timer);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Cached token) {
        return clock.instant().isBefore(token.renewAt());
    }

    private Token valid() {
        return new Token.Valid(cached.value());
    }

    private Token renewed(boolean force, Timer timer) {
        var now = clock.instant();
        if (now.isBefore(failedUntil)) {
            return lastFailure;
        }
        while (!renewals.isEmpty() && !renewals.peekFirst().plus(HOUR).isAfter(now)) {
            renewals.removeFirst();
        }
        if (renewals.size() >= MAX_RENEWALS_PER_HOUR) {
            return new Token.Unavailable(
                    Duration.between(now, renewals.peekFirst().plus(HOUR)),
                    "asked for "
                            + MAX_RENEWALS_PER_HOUR
                            + " access tokens within an hour; does another program replace them?");
        }
        renewals.addLast(now);
        var token = ask(force, timer.left(), now);
        if (token instanceof Token.Unavailable failure) {
            lastFailure = failure;
            failedUntil = now.plus(PAUSE_AFTER_FAILURE);
        }
        return token;
    }

    private Token ask(boolean force, Duration patience, Instant now) {
        Map<String, Object> body =
                Map.of(
                        "grant_type",
                        "client_credential",
                        "appid",
                        settings.appId(),
                        "secret",
                        settings.appSecret().reveal(),
                        "force_refresh",
                        force);
        return switch (api.post(PATH, body, patience)) {
            case Outcome.Answer answer -> read(answer, now);
            case Outcome.NotSent failure -> unavailable(failure.reason());
            case Outcome.NoAnswer failure -> unavailable(failure.reason());
        };
    }

    private Token read(Outcome.Answer answer, Instant now) {
        var fields = api.fields(answer).orElse(Map.of());
        if (fields.get("access_token") instanceof String value
                && fields.get("expires_in") instanceof Long seconds) {
            var life = Duration.ofSeconds(seconds);
            var margin = life.dividedBy(10).compareTo(MARGIN) < 0 ? life.dividedBy(10) : MARGIN;
            cached = new Cached(value, now.plus(life).minus(margin));
            return valid();
        }
        long code = PlatformApi.errorCode(fields);
        if (code == 0) {
            return unavailable("the token request was answered with HTTP " + answer.status());
        }
        // -1 is "busy"; the others (wrong secret, our address not allowed) need the operator.
        return new Token.Unavailable(
                code == -1 ? PAUSE_AFTER_FAILURE : OPERATOR_NEEDED, PlatformApi.reason(fields));
    }

    private static Token unavailable(String reason) {
        return new Token.Unavailable(PAUSE_AFTER_FAILURE, "no access token: " + reason);
    }
}
