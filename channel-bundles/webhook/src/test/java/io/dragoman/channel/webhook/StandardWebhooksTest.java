package io.dragoman.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.channel.StandardWebhooks;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.testkit.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

    /** The vector of the specification's own test suite. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330L);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final StandardWebhooks signatures = new StandardWebhooks(List.of(new Secret(SECRET)));

    private static WebhookRequest call(String signature, Instant receivedAt) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK,
                "POST",
                Map.of(),
                Map.of(
                        "Webhook-Id",
                        List.of(ID),
                        "Webhook-Timestamp",
                        List.of("1614265330"),
                        "Webhook-Signature",
                        List.of(signature)),
                BODY,
                receivedAt);
    }

    @Test
    void computesThePublishedVector() {
        assertThat(signatures.headers(ID, AT, BODY))
                .containsEntry("webhook-id", ID)
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", SIGNATURE);
        assertThat(signatures.complaint(call(SIGNATURE, AT))).isEmpty();
    }

    @Test
    void agreesWithTheFakeTarget() {
        assertThat(new WebhookSignature(SECRET).sign(ID, "1614265330", BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void findsItsSignatureAmongSeveral() {
        var several = "v1a,xyz v1,AAAA " + SIGNATURE;
        assertThat(signatures.complaint(call(several, AT))).isEmpty();
        assertThat(signatures.complaint(call("v2," + SIGNATURE.substring(3), AT))).isPresent();
    }

    @Test
    void takesFiveMinutesEitherWayAndNoMore() {
        assertThat(signatures.complaint(call(SIGNATURE, AT.plusSeconds(300)))).isEmpty();
        assertThat(signatures.complaint(call(SIGNATURE, AT.minusSeconds(300)))).isEmpty();
        assertThat(signatures.complaint(call(SIGNATURE, AT.plusSeconds(301)))).isPresent();
        assertThat(signatures.complaint(call(SIGNATURE, AT.minusSeconds(301)))).isPresent();
    }

    @Test
    void keepsTwoSecretsAliveDuringARotation() {
        var both = new StandardWebhooks(List.of(new Secret(OTHER), new Secret(SECRET)));
        assertThat(both.complaint(call(SIGNATURE, AT))).isEmpty();
        var signed = both.headers(ID, AT, BODY).get("webhook-signature");
        assertThat(signed.split(" ")).hasSize(2).contains(SIGNATURE);
        var newOnly = new StandardWebhooks(List.of(new Secret(OTHER)));
        assertThat(newOnly.complaint(call(signed, AT))).isEmpty();
        assertThat(newOnly.complaint(call(SIGNATURE, AT))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_AAAA", "whsec_!!!!"})
    void refusesAWeakSecretWithoutQuotingIt(String secret) {
        assertThatThrownBy(() -> new StandardWebhooks(List.of(new Secret(secret))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 24 bytes")
                .hasNoCause();
    }
}
