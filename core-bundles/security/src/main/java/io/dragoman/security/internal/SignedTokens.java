package io.dragoman.security.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** JSON Web Tokens (RFC 7519) signed with HS256, for one purpose. Thread-safe. */
final class SignedTokens {

    private static final int MOST_REMEMBERED = 2_000;

    private final String purpose;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final Clock clock;

    /** Those that were found to be ours; a connection shows the same one with each frame. */
    private final Map<String, JWTClaimsSet> ours = new ConcurrentHashMap<>();

    /**
     * Signs for a purpose.
     *
     * @param purpose becomes the audience, so that a token of one kind never passes for another
     */
    SignedTokens(String purpose, byte[] key, Clock clock) {
        this.purpose = purpose;
        this.clock = clock;
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException(
                    "The key for " + purpose + " tokens cannot be used", e);
        }
    }

    String sign(JWTClaimsSet.Builder claims) {
        var jwt =
                new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.audience(purpose).build());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A " + purpose + " token cannot be signed", e);
        }
        return jwt.serialize();
    }

    /** The claims of a token that is ours, meant for this purpose, and not expired. */
    Optional<JWTClaimsSet> verify(String token) {
        return Optional.ofNullable(ours.get(token))
                .or(() -> read(token))
                .filter(claims -> claims.getExpirationTime().toInstant().isAfter(clock.instant()));
    }

    private Optional<JWTClaimsSet> read(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            var claims = jwt.getJWTClaimsSet();
            if (!claims.getAudience().contains(purpose) || claims.getExpirationTime() == null) {
                return Optional.empty();
            }
            remember(token, claims);
            return Optional.of(claims);
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private void remember(String token, JWTClaimsSet claims) {
        if (ours.size() >= MOST_REMEMBERED) {
            ours.clear();
        }
        ours.put(token, claims);
    }
}
