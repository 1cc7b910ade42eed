package io.dragoman.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Tokens of programs; only their hashes are kept. Thread-safe; throws {@link StoreException}. */
@ProviderType
public interface ServiceTokenStore {

    /**
     * A token.
     *
     * @param hash SHA-256 of the token, in hex
     * @param site the only site it works for; empty for all
     * @param scopes what it may do
     * @param perMinute calls in a minute
     * @param createdBy the administrator's name
     */
    record Token(
            String id,
            String name,
            String hash,
            Optional<String> site,
            Set<String> scopes,
            int perMinute,
            String createdBy,
            Instant createdAt) {
        public Token {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Keeps a new token. */
    void add(Token token);

    /** The token of a hash. */
    Optional<Token> byHash(String hash);

    /** All tokens, by name. */
    List<Token> all();

    /** Forgets a token; answers whether there was one. */
    boolean remove(String id);
}
