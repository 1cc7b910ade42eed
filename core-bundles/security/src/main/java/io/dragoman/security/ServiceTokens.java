package io.dragoman.security;

import io.dragoman.storage.ServiceTokenStore.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Long-lived tokens with which programs call tools, made by an administrator. A token is shown once
 * and kept only as a hash. Thread-safe.
 */
@ProviderType
public interface ServiceTokens {

    /** May call tools that read. */
    String READ = "tools:read";

    /** May call tools that change something. */
    String CHANGE = "tools:change";

    /** All there is. */
    Set<String> SCOPES = Set.of(READ, CHANGE);

    /** A new token and what is kept of it. */
    record Made(String secret, Token token) {}

    /**
     * Makes a token.
     *
     * @param site the only site it works for; empty for all
     * @param scopes some of {@link #SCOPES}
     * @param perMinute calls it may make in a minute
     * @param by the administrator's name
     */
    Made make(String name, Optional<String> site, Set<String> scopes, int perMinute, String by);

    /** What a token may do; empty when there is no such token (any more). */
    Optional<Token> verify(String secret);

    /** All tokens, by name. */
    List<Token> all();

    /** Ends a token at once; answers whether there was one. */
    boolean revoke(String id);
}
