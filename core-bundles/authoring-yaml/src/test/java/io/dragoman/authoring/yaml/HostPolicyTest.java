package io.dragoman.authoring.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/x, true",
        "https://SHOP.example/x, true",
        "http://shop.example:81/x, true",
        "https://evil.example/x, false",
        "https://shop.example.evil.example/, false",
        "https://shop.example@evil.example/, false",
        "https://user:pass@shop.example/, false",
        "https://api.erp.example:8443/, true",
        "https://erp.example:8443/, false",
        "https://x.erp.example/, true",
        "http://old.example:8080/, true",
        "http://old.example/, false",
        "http://old.example:8081/, false",
        "ftp://shop.example/, false",
        "http://169.254.169.254/, false",
        "http://127.0.0.1/, false"
    })
    void allowsWhatIsListed(String uri, boolean allowed) {
        var policy =
                new HostPolicy(List.of("shop.example", "*.erp.example", "old.example:8080"), false);

        assertThat(policy.refusal(URI.create(uri)).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void keepsAwayFromCredentialsEvenWhenItIsOpen() {
        var open = new HostPolicy(List.of(), true);

        assertThat(open.refusal(URI.create("http://127.0.0.1:8080/"))).isEmpty();
        assertThat(open.refusal(URI.create("http://169.254.169.254/latest/meta-data"))).isPresent();
        assertThat(open.refusal(URI.create("http://0.0.0.0/"))).isPresent();
        assertThat(open.refusal(URI.create("http://[fe80::1]/"))).isPresent();
    }
}
