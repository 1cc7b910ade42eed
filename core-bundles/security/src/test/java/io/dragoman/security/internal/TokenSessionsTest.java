package io.dragoman.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.security.Passwords;
import io.dragoman.security.Sessions.SignIn;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSessionsTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String HASH = new Passwords(RANDOM).hash("right one");
    private static final String OTHER_HASH = new Passwords(RANDOM).hash("new one");

    @TempDir Path folder;
    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private EmbeddedStores stores;
    private TokenSessions sessions;

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        save(HASH, true, Role.AGENT);
        sessions = started();
    }

    private TokenSessions started() {
        return new TokenSessions(
                stores.directory(),
                stores.settings(),
                clock,
                RANDOM,
                Configs.of(TokenSessions.Config.class, Map.of()));
    }

    private void save(String hash, boolean enabled, Role... roles) {
        stores.directory()
                .save(
                        new User(
                                "u1",
                                "mei",
                                "Mei",
                                hash,
                                Set.of(roles),
                                enabled,
                                "en",
                                5,
                                false,
                                Optional.empty()));
    }

    @AfterEach
    void close() {
        sessions.close();
        stores.close();
    }

    private SignIn signIn(String username, String password) {
        return sessions.signIn(username, password, "10.0.0.1");
    }

    private SignIn.Welcome welcome() {
        return (SignIn.Welcome) signIn("mei", "right one");
    }

    @Test
    void aTokenSaysWhoseItIsUntilItEnds() {
        var welcome = welcome();
        assertThat(sessions.verify(welcome.token())).map(User::username).contains("mei");
        assertThat(sessions.expires(welcome.token())).contains(welcome.expiresAt());
        clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(sessions.verify(welcome.token())).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.verify(welcome.token())).isEmpty();
        assertThat(sessions.expires(welcome.token())).isEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookAlike() {
        assertThat(signIn("mei", "wrong")).isEqualTo(signIn("nobody", "wrong"));
        assertThat(signIn("mei", "")).isInstanceOf(SignIn.Refused.class);
    }

    @Test
    void anUnknownNameTakesAsLongAsAWrongPassword() {
        // Both have to hash: an unknown name that answers at once would be known by that.
        long known = millis("mei");
        long unknown = millis("nobody");
        assertThat(unknown).isGreaterThan(known / 4);
    }

    private long millis(String username) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            sessions.signIn(username, "wrong", "host-" + username + i);
            best = Math.min(best, (System.nanoTime() - begun) / 1_000_000);
        }
        return best;
    }

    @Test
    void aSignOutHoldsAfterARestartToo() {
        var token = welcome().token();
        var other = welcome().token();
        assertThat(sessions.verify(token)).isPresent();
        sessions.signOut(token);
        assertThat(sessions.verify(token)).isEmpty();
        sessions = started();
        assertThat(sessions.verify(token)).isEmpty();
        assertThat(sessions.verify(other)).isPresent();
    }

    @Test
    void anotherPasswordEndsTheTokensOfTheOld() {
        var token = welcome().token();
        save(OTHER_HASH, true, Role.AGENT);
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.verify(token)).isEmpty();
        assertThat(signIn("mei", "new one")).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void whoeverSignsInInTheSecondOfTheChangeIsLetIn() {
        var old = welcome();
        assertThat(sessions.verify(old.token())).isPresent();
        save(OTHER_HASH, true, Role.AGENT);
        var fresh = (SignIn.Welcome) signIn("mei", "new one");
        assertThat(sessions.verify(fresh.token())).map(User::username).contains("mei");
        assertThat(sessions.verify(old.token())).isEmpty();
    }

    @Test
    void otherRolesEndTheTokens() {
        var token = welcome().token();
        save(HASH, true, Role.AGENT, Role.ADMIN);
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.verify(token)).isEmpty();
    }

    @Test
    void whoIsDisabledOrDeletedIsOut() {
        var token = welcome().token();
        save(HASH, false, Role.AGENT);
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.verify(token)).isEmpty();
        assertThat(signIn("mei", "right one")).isInstanceOf(SignIn.Refused.class);
        save(HASH, true, Role.AGENT);
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.verify(token)).isPresent();
        stores.directory().deleteUser("u1");
        clock.advance(Duration.ofSeconds(2));
        assertThat(sessions.verify(token)).isEmpty();
    }

    @Test
    void afterFiveFailuresEvenTheRightPasswordHasToWaitButNotFromElsewhere() {
        for (int i = 0; i < 5; i++) {
            signIn("mei", "guess " + i);
        }
        assertThat(signIn("mei", "right one"))
                .isInstanceOfSatisfying(
                        SignIn.TooMany.class,
                        wait -> assertThat(wait.retryAfterSeconds()).isBetween(1L, 61L));
        assertThat(sessions.signIn("mei", "right one", "10.0.0.2"))
                .isInstanceOf(SignIn.Welcome.class);
        clock.advance(Duration.ofSeconds(61));
        assertThat(signIn("mei", "right one")).isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void guessesThatAreMadeAtOnceDoNotAllPassBeforeTheFirstHasFailed() {
        var guesses =
                IntStream.range(0, 40)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> signIn("mei", "guess " + i),
                                                task -> Thread.ofVirtual().start(task)))
                        .toList();
        var tried =
                guesses.stream()
                        .map(CompletableFuture::join)
                        .filter(SignIn.Refused.class::isInstance)
                        .count();
        assertThat(tried).isEqualTo(5);
    }

    @Test
    void oneAddressCannotTryOnePasswordForManyNames() {
        for (int i = 0; i < 30; i++) {
            assertThat(signIn("somebody-" + i, "dragon")).isInstanceOf(SignIn.Refused.class);
        }
        assertThat(signIn("mei", "right one")).isInstanceOf(SignIn.TooMany.class);
        assertThat(sessions.signIn("mei", "right one", "10.0.0.2"))
                .isInstanceOf(SignIn.Welcome.class);
    }

    @Test
    void onceTheWaitIsOverAnAddressIsOpenToAllWhoKnowTheirPassword() {
        for (int i = 0; i < 30; i++) {
            signIn("somebody-" + i, "dragon");
        }
        clock.advance(Duration.ofSeconds(61));
        for (int i = 0; i < 3; i++) {
            assertThat(signIn("mei", "right one")).isInstanceOf(SignIn.Welcome.class);
        }
    }

    @Test
    void signingInAgainAndAgainNeverMakesAnAddressWait() {
        for (int i = 0; i < 35; i++) {
            assertThat(signIn("mei", "right one")).isInstanceOf(SignIn.Welcome.class);
        }
    }

    @Test
    void aStolenSessionCannotFindOutThePassword() {
        var user = welcome().user();
        assertThat(sessions.objection(user, "right one", "10.0.0.1")).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(sessions.objection(user, "guess " + i, "10.0.0.1"))
                    .contains(new SignIn.Refused());
        }
        assertThat(sessions.objection(user, "right one", "10.0.0.1"))
                .containsInstanceOf(SignIn.TooMany.class);
    }

    @Test
    void aForgedTokenIsNobodys() {
        var token = welcome().token();
        var pieces = token.split("\\.");
        assertThat(sessions.verify("")).isEmpty();
        assertThat(sessions.verify("rubbish")).isEmpty();
        assertThat(sessions.verify(pieces[0] + "." + pieces[1] + ".AAAA")).isEmpty();
        assertThat(sessions.verify(unsigned(pieces[1]))).isEmpty();
        var visitors = new SignedVisitorTokens(stores.settings(), clock, RANDOM);
        assertThat(sessions.verify(visitors.issue("demo", "c1", "v1"))).isEmpty();
    }

    private static String unsigned(String claims) {
        var header = "{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header) + "." + claims + ".";
    }

    @Test
    void aTokenOfAnotherInstallationIsNobodysHere(@TempDir Path elsewhere) {
        try (var others = EmbeddedStores.open(elsewhere, new JacksonJson(), new JsonParts())) {
            var foreign =
                    new TokenSessions(
                            others.directory(),
                            others.settings(),
                            clock,
                            RANDOM,
                            Configs.of(TokenSessions.Config.class, Map.of()));
            assertThat(foreign.verify(welcome().token())).isEmpty();
        }
    }
}
