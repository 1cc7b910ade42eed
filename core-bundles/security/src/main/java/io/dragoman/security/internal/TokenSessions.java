package io.dragoman.security.internal;

import com.nimbusds.jwt.JWTClaimsSet;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.SteadyClock;
import io.dragoman.security.Passwords;
import io.dragoman.security.Sessions;
import io.dragoman.security.internal.PasswordTries.Tried;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.StoreException;
import io.dragoman.storage.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions as signed tokens. A token ends with its time, with signing out, and when its user is
 * disabled, deleted or gets another password or other roles.
 */
@Component(service = Sessions.class)
@Designate(ocd = TokenSessions.Config.class)
public final class TokenSessions implements Sessions {

    /** How long sessions last. */
    @ObjectClassDefinition(name = "Sessions")
    public @interface Config {
        @AttributeDefinition(description = "Hours until an agent has to sign in again", min = "1")
        int hours() default 12;

        @AttributeDefinition(description = "Failed tries before a name has to wait", min = "1")
        int tries() default 5;

        @AttributeDefinition(description = "Seconds to wait after too many failed tries", min = "1")
        int waitSeconds() default 60;
    }

    private static final Logger LOG = LoggerFactory.getLogger(TokenSessions.class);
    private static final long USER_FRESH_MILLIS = 1_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final String LAST = "signed-in.";

    private record Known(long at, Optional<User> user) {}

    private final DirectoryStore directory;
    private final SettingStore settings;
    private final Clock clock;
    private final Clock steady;
    private final Ids ids;
    private final SignedTokens tokens;
    private final PasswordTries tries;
    private final Duration length;
    private final Map<String, Known> users = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ended = new ConcurrentHashMap<>();

    @Activate
    public TokenSessions(
            @Reference(name = "directory") DirectoryStore directory,
            @Reference(name = "settings") SettingStore settings,
            Config config) {
        this(
                directory,
                settings,
                Clock.systemUTC(),
                SteadyClock.begin(),
                new SecureRandom(),
                config);
    }

    TokenSessions(
            DirectoryStore directory,
            SettingStore settings,
            Clock clock,
            SecureRandom random,
            Config config) {
        this(directory, settings, clock, clock, random, config);
    }

    /**
     * @param steady for waiting periods and what is remembered, which must not last longer because
     *     the time of day was set back
     */
    private TokenSessions(
            DirectoryStore directory,
            SettingStore settings,
            Clock clock,
            Clock steady,
            SecureRandom random,
            Config config) {
        this.steady = steady;
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
        this.ids = new Ids(clock, random);
        this.tokens =
                new SignedTokens(
                        "console", new SigningKeys(settings, random).get("sessions"), clock);
        this.tries =
                new PasswordTries(
                        directory,
                        new Passwords(random),
                        steady,
                        config.tries(),
                        Duration.ofSeconds(config.waitSeconds()));
        this.length = Duration.ofHours(config.hours());
    }

    @Override
    public SignIn signIn(String username, String password, String remote) {
        return switch (tries.of(username, password, remote)) {
            case Tried.Fits fits -> {
                remember(fits.user());
                yield welcome(fits.user());
            }
            case Tried.Wrong wrong -> new SignIn.Refused();
            case Tried.Wait wait -> new SignIn.TooMany(wait.seconds());
        };
    }

    @Override
    public Optional<SignIn> objection(User user, String password, String remote) {
        return switch (tries.of(user.username(), password, remote)) {
            case Tried.Fits fits -> Optional.empty();
            case Tried.Wrong wrong -> Optional.of(new SignIn.Refused());
            case Tried.Wait wait -> Optional.of(new SignIn.TooMany(wait.seconds()));
        };
    }

    @Deactivate
    void close() {
        tries.close();
    }

    /** A store that cannot be written, its disk being full, keeps nobody out. */
    private void remember(User user) {
        try {
            settings.put(LAST + user.id(), clock.instant().toString());
        } catch (StoreException e) {
            LOG.debug("The sign-in of {} is not remembered", user.username(), e);
        }
    }

    private SignIn welcome(User user) {
        var expires = clock.instant().plus(length);
        var claims =
                new JWTClaimsSet.Builder()
                        .jwtID(ids.next())
                        .subject(user.id())
                        .expirationTime(Date.from(expires))
                        .claim("state", state(user));
        return new SignIn.Welcome(
                tokens.sign(claims), Instant.ofEpochSecond(expires.getEpochSecond()), user);
    }

    /** Changes when the user's password or roles do. */
    private static String state(User user) {
        return Integer.toHexString(
                (user.passwordHash() + user.roles().stream().sorted().toList()).hashCode());
    }

    @Override
    public Optional<User> verify(String token) {
        return tokens.verify(token)
                .filter(claims -> !wasEnded(claims.getJWTID()))
                .flatMap(claims -> user(claims.getSubject(), claims.getClaim("state")));
    }

    /** The user as the token knows them; who changed a moment ago is read again. */
    private Optional<User> user(String id, Object state) {
        var known = user(id).filter(user -> state(user).equals(state));
        if (known.isPresent()) {
            return known;
        }
        users.remove(id);
        return user(id).filter(user -> state(user).equals(state));
    }

    @Override
    public Optional<Instant> expires(String token) {
        return tokens.verify(token).map(claims -> claims.getExpirationTime().toInstant());
    }

    @Override
    public Optional<Instant> lastSignIn(String userId) {
        return settings.get(LAST + userId).map(Instant::parse);
    }

    private boolean wasEnded(String id) {
        var known = ended.get(id);
        if (known == null) {
            if (ended.size() > MOST_REMEMBERED) {
                ended.clear();
            }
            known = settings.get("ended." + id).isPresent();
            // A sign-out in between knows better.
            var newer = ended.putIfAbsent(id, known);
            known = newer == null ? known : newer;
        }
        return known;
    }

    private Optional<User> user(String id) {
        long now = steady.millis();
        var known = users.get(id);
        if (known == null || now - known.at() > USER_FRESH_MILLIS) {
            if (users.size() > MOST_REMEMBERED) {
                users.clear();
            }
            known = new Known(now, directory.user(id).filter(User::enabled));
            users.put(id, known);
        }
        return known.user();
    }

    @Override
    public void signOut(String token) {
        tokens.verify(token)
                .ifPresent(
                        claims -> {
                            settings.put("ended." + claims.getJWTID(), clock.instant().toString());
                            ended.put(claims.getJWTID(), true);
                        });
    }
}
