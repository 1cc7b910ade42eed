package io.dragoman.security.internal;

import com.nimbusds.jwt.JWTClaimsSet;
import io.dragoman.security.VisitorTokens;
import io.dragoman.storage.SettingStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Visitors' tokens as signed tokens that last half a year. */
@Component(service = VisitorTokens.class)
public final class SignedVisitorTokens implements VisitorTokens {

    private static final Duration LIFE = Duration.ofDays(183);

    private final SigningKeys keys;
    private final SignedTokens tokens;
    private final Clock clock;

    @Activate
    public SignedVisitorTokens(@Reference(name = "settings") SettingStore settings) {
        this(settings, Clock.systemUTC(), new SecureRandom());
    }

    SignedVisitorTokens(SettingStore settings, Clock clock, SecureRandom random) {
        this.clock = clock;
        this.keys = new SigningKeys(settings, random);
        this.tokens = new SignedTokens("visitor", keys.get("visitors"), clock);
    }

    @Override
    public String issue(String site, String conversationId, String visitorId) {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(visitorId)
                        .claim("site", site)
                        .claim("conversation", conversationId)
                        .expirationTime(Date.from(clock.instant().plus(LIFE)));
        return tokens.sign(claims);
    }

    @Override
    public Optional<Visitor> verify(String token) {
        return tokens.verify(token)
                .filter(
                        claims ->
                                claims.getClaim("site") instanceof String
                                        && claims.getClaim("conversation") instanceof String)
                .map(
                        claims ->
                                new Visitor(
                                        (String) claims.getClaim("site"),
                                        (String) claims.getClaim("conversation"),
                                        claims.getSubject()));
    }

    @Override
    public boolean customerVerified(String site, String customerId, String signature) {
        var expected = hmac(customerSecret(site), customerId);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String customerSecret(String site) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(keys.get("customers." + site));
    }

    @Override
    public String renewCustomerSecret(String site) {
        keys.renew("customers." + site);
        return customerSecret(site);
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
