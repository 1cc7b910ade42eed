package io.dragoman.security.internal;

import io.dragoman.conversation.Ids;
import io.dragoman.security.ServiceTokens;
import io.dragoman.storage.ServiceTokenStore;
import io.dragoman.storage.ServiceTokenStore.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tokens of programs in the store: {@code dgm_} and 256 random bits. */
@Component(service = ServiceTokens.class)
public final class StoredServiceTokens implements ServiceTokens {

    private static final String PREFIX = "dgm_";

    private final ServiceTokenStore store;
    private final Clock clock;
    private final SecureRandom random;
    private final Ids ids;

    @Activate
    public StoredServiceTokens(@Reference(name = "store") ServiceTokenStore store) {
        this(store, Clock.systemUTC(), new SecureRandom());
    }

    StoredServiceTokens(ServiceTokenStore store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.ids = new Ids(clock, random);
    }

    @Override
    public Made make(
            String name, Optional<String> site, Set<String> scopes, int perMinute, String by) {
        var bits = new byte[32];
        random.nextBytes(bits);
        var secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        var token =
                new Token(
                        ids.next(),
                        name,
                        hash(secret),
                        site,
                        scopes,
                        perMinute,
                        by,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        store.add(token);
        return new Made(secret, token);
    }

    @Override
    public Optional<Token> verify(String secret) {
        return secret.startsWith(PREFIX) ? store.byHash(hash(secret)) : Optional.empty();
    }

    @Override
    public List<Token> all() {
        return store.all();
    }

    @Override
    public boolean revoke(String id) {
        return store.remove(id);
    }

    private static String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
