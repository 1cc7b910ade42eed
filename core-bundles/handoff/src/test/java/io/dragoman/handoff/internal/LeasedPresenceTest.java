package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.handoff.Presence.State;
import io.dragoman.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeasedPresenceTest {

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final LeasedPresence presence = new LeasedPresence(clock);

    @Test
    void nobodyIsThereBeforeTheyConnect() {
        assertThat(presence.state("mei")).isEqualTo(State.OFFLINE);
        assertThat(presence.chosen("mei")).isEqualTo(State.ONLINE);
        assertThat(presence.online()).isEmpty();
    }

    @Test
    void presenceEndsByItselfUnlessItIsRenewed() {
        presence.renew("mei");
        clock.advance(LeasedPresence.LEASE);
        assertThat(presence.online()).containsExactly("mei");
        presence.renew("mei");
        clock.advance(LeasedPresence.LEASE.plusMillis(1));
        assertThat(presence.state("mei")).isEqualTo(State.OFFLINE);
        assertThat(presence.all()).isEmpty();
    }

    @Test
    void renewingKeepsWhatWasChosen() {
        presence.set("mei", State.AWAY);
        presence.renew("mei");
        assertThat(presence.state("mei")).isEqualTo(State.AWAY);
        assertThat(presence.online()).isEmpty();
    }

    @Test
    void aPageReloadIsNotNoticed() {
        presence.set("mei", State.ONLINE);
        presence.disconnected("mei");
        clock.advance(Duration.ofSeconds(5));
        assertThat(presence.state("mei")).isEqualTo(State.ONLINE);
        presence.renew("mei");
        clock.advance(Duration.ofMinutes(5));
        assertThat(presence.state("mei")).isEqualTo(State.ONLINE);
    }

    @Test
    void aClosedBrowserIsNoticedAfterAShortGrace() {
        presence.set("mei", State.ONLINE);
        presence.disconnected("mei");
        clock.advance(LeasedPresence.GRACE.plusMillis(1));
        assertThat(presence.state("mei")).isEqualTo(State.OFFLINE);
    }

    @Test
    void disconnectingDoesNotMakeALeaseLonger() {
        presence.set("mei", State.ONLINE);
        clock.advance(LeasedPresence.LEASE.minusSeconds(1));
        presence.disconnected("mei");
        clock.advance(Duration.ofSeconds(2));
        assertThat(presence.state("mei")).isEqualTo(State.OFFLINE);
    }
}
