package io.dragoman.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.security.Passwords;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T08:00:00Z"));
    private final Clock clock =
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            };
    private final Throttle throttle = new Throttle(clock, 3, Duration.ofSeconds(60));

    @Test
    void letsPeopleMistypeAFewTimes() {
        throttle.begin("a");
        throttle.begin("a");
        assertThat(throttle.begin("a")).isZero();
    }

    @Test
    void makesAGuesserWaitAndLetsThemTryAgainLater() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.begin("a")).isZero();
        }
        assertThat(throttle.begin("a")).isEqualTo(Duration.ofSeconds(60));
        assertThat(throttle.begin("b")).isZero();
        now.set(now.get().plusSeconds(61));
        assertThat(throttle.begin("a")).isZero();
    }

    @Test
    void forgetsFailuresAfterSuccess() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.begin("a")).isZero();
        }
        throttle.succeeded("a");
        assertThat(throttle.begin("a")).isZero();
    }

    @Test
    void aTryThatWasNoneIsNotCounted() {
        for (int i = 0; i < 3; i++) {
            throttle.begin("a");
        }
        throttle.takeBack("a");
        assertThat(throttle.begin("a")).isZero();
        assertThat(throttle.begin("a")).isPositive();
    }

    @Test
    void passwordsFitOnlyTheirOwnHash() {
        var passwords = new Passwords(new SecureRandom());
        var hash = passwords.hash("dragoman");
        assertThat(hash).doesNotContain("dragoman").startsWith("$2a$");
        assertThat(passwords.fits("dragoman", hash)).isTrue();
        assertThat(passwords.fits("dragonman", hash)).isFalse();
    }

    @Test
    void noCharacterOfALongPasswordIsCutOff() {
        var passwords = new Passwords(new SecureRandom());
        var long80 = "x".repeat(80);
        assertThat(passwords.fits(long80 + "y", passwords.hash(long80 + "z"))).isFalse();
    }
}
