package io.dragoman.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.security.VisitorTokens.Visitor;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedVisitorTokensTest {

    @TempDir Path folder;
    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private EmbeddedStores stores;
    private SignedVisitorTokens tokens;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        tokens = started();
    }

    private SignedVisitorTokens started() {
        return new SignedVisitorTokens(stores.settings(), clock, new SecureRandom());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aTokenOpensItsOwnConversationAndSurvivesARestart() {
        var token = tokens.issue("demo", "c1", "v1");
        assertThat(tokens.verify(token)).contains(new Visitor("demo", "c1", "v1"));
        assertThat(started().verify(token)).contains(new Visitor("demo", "c1", "v1"));
    }

    @Test
    void nobodyCanWriteAnotherConversationIntoTheirToken() {
        var pieces = tokens.issue("demo", "c1", "v1").split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(pieces[1]), StandardCharsets.UTF_8);
        var changed = base64(claims.replace("c1", "c2"));
        assertThat(claims).contains("c1");
        assertThat(tokens.verify(pieces[0] + "." + changed + "." + pieces[2])).isEmpty();
        assertThat(tokens.verify(base64("{\"alg\":\"none\"}") + "." + changed + ".")).isEmpty();
        assertThat(tokens.verify(base64("{\"alg\":\"HS512\"}") + "." + changed + "." + pieces[2]))
                .isEmpty();
        assertThat(tokens.verify("")).isEmpty();
        assertThat(tokens.verify("a.b.c")).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenLastsHalfAYear() {
        var token = tokens.issue("demo", "c1", "v1");
        clock.advance(Duration.ofDays(182));
        assertThat(tokens.verify(token)).isPresent();
        clock.advance(Duration.ofDays(2));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void onlyTheShopsServerCanSayWhoACustomerIs() throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        var secret = tokens.customerSecret("demo").getBytes(StandardCharsets.UTF_8);
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        var signature =
                HexFormat.of().formatHex(mac.doFinal("C1".getBytes(StandardCharsets.UTF_8)));
        assertThat(tokens.customerVerified("demo", "C1", signature)).isTrue();
        assertThat(tokens.customerVerified("demo", "C2", signature)).isFalse();
        assertThat(tokens.customerVerified("other", "C1", signature)).isFalse();
        assertThat(tokens.customerVerified("demo", "C1", "")).isFalse();
        assertThat(started().customerSecret("demo")).isEqualTo(tokens.customerSecret("demo"));
    }
}
