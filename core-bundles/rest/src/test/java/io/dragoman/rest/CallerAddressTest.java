package io.dragoman.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallerAddressTest {

    private final CallerAddress callers = new CallerAddress("127.0.0.0/8, ::1, 10.1.0.0/16");

    private String of(String peer, String... forwarded) {
        return callers.of(peer, List.of(forwarded));
    }

    @Test
    void whoIsConnectedDirectlyIsWhoTheyAreWhateverTheyWrite() {
        assertThat(of("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(of("203.0.113.7", "127.0.0.1")).isEqualTo("203.0.113.7");
    }

    @Test
    void behindAProxyItIsWhoTheProxySaw() {
        assertThat(of("127.0.0.1", "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("0:0:0:0:0:0:0:1", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(of("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void whatTheCallerWroteBeforeTheProxyIsNotBelieved() {
        assertThat(of("127.0.0.1", "1.2.3.4, 203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("127.0.0.1", "1.2.3.4", "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("127.0.0.1", "127.0.0.1, 203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void severalProxiesOfOursVouchForEachOther() {
        assertThat(of("127.0.0.1", "1.2.3.4, 203.0.113.7, 10.1.2.3")).isEqualTo("203.0.113.7");
    }

    @Test
    void aPortAndBracketsAreNoPartOfTheAddress() {
        assertThat(of("127.0.0.1", "203.0.113.7:4711")).isEqualTo("203.0.113.7");
        assertThat(of("127.0.0.1", "[2001:db8::7]:4711")).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void namesAndRubbishAreNeverLookedUp() {
        assertThat(of("127.0.0.1", "evil.example")).isEqualTo("127.0.0.1");
        assertThat(of("127.0.0.1", "feed")).isEqualTo("127.0.0.1");
        assertThat(of("127.0.0.1", "999.1.1.1")).isEqualTo("127.0.0.1");
        assertThat(of("127.0.0.1", "")).isEqualTo("127.0.0.1");
        assertThat(of("127.0.0.1", "203.0.113.7, unknown")).isEqualTo("127.0.0.1");
    }

    @Test
    void aWrongConfigurationIsNamed() {
        assertThatThrownBy(() -> new CallerAddress("127.0.0.1, proxy.local"))
                .hasMessage("'proxy.local' is no address and no range such as 10.0.0.0/8");
        assertThatThrownBy(() -> new CallerAddress("10.0.0.0/33")).hasMessageContaining("/33");
        assertThatThrownBy(() -> new CallerAddress("10.0.0.0/x")).hasMessageContaining("/x");
        assertThat(new CallerAddress("").of("127.0.0.1", List.of("1.2.3.4")))
                .isEqualTo("127.0.0.1");
    }
}
