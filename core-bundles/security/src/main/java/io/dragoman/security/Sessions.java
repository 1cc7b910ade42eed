package io.dragoman.security;

import io.dragoman.storage.User;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Sessions of people who use the console or the REST API. Thread-safe. */
@ProviderType
public interface Sessions {

    /**
     * Signs in.
     *
     * @param remote the caller's network address, for slowing down guesses
     */
    SignIn signIn(String username, String password, String remote);

    /**
     * What speaks against a password of somebody who is signed in; empty when it is theirs. Guesses
     * count as those at signing in do: a stolen session must not find out the password.
     *
     * @param remote the caller's network address
     */
    Optional<SignIn> objection(User user, String password, String remote);

    /** Whose session a token is; empty when it is forged, expired, ended, or its user changed. */
    Optional<User> verify(String token);

    /** When the session of a token ends by itself; empty when the token is none of ours. */
    Optional<Instant> expires(String token);

    /** When somebody signed in last; empty when they never did. */
    Optional<Instant> lastSignIn(String userId);

    /** Ends a session. */
    void signOut(String token);

    /** How signing in ended. */
    sealed interface SignIn {

        /** A new session. */
        record Welcome(String token, Instant expiresAt, User user) implements SignIn {}

        /** Wrong name or password; which of them is nobody's business. */
        record Refused() implements SignIn {}

        /** Too many failures; try again later. */
        record TooMany(long retryAfterSeconds) implements SignIn {}
    }
}
