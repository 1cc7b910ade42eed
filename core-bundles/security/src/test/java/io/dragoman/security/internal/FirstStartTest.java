package io.dragoman.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.security.Passwords;
import io.dragoman.security.Profile;
import io.dragoman.storage.DeskStore.QuickReply;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {

    @TempDir Path folder;
    private EmbeddedStores stores;
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void start(Profile profile) {
        var done =
                new FirstStart(
                        stores.directory(),
                        stores.settings(),
                        profile,
                        TestClock.at("2026-11-21T08:00:00Z"),
                        new SecureRandom(),
                        shown::add);
        assertThat(done).isNotNull();
    }

    private User user(String name) {
        return stores.directory().byUsername(name).orElseThrow();
    }

    @Test
    void theDemoHasItsUsersTeamsAndSite() {
        start(Profile.DEMO);
        assertThat(stores.directory().users())
                .extracting(User::username)
                .containsExactlyInAnyOrder("admin", "supervisor", "analyst", "agent1", "agent2");
        var passwords = new Passwords(new SecureRandom());
        assertThat(passwords.fits("dragoman", user("agent1").passwordHash())).isTrue();
        assertThat(user("agent1").roles()).containsExactly(Role.AGENT);
        assertThat(stores.directory().teams()).hasSize(3).filteredOn(Team::fallback).hasSize(1);
        assertThat(stores.directory().sites()).hasSize(1);
        assertThat(shown).isEmpty();
    }

    @Test
    void theDemosDeskHasQuickRepliesUntilSomebodyDeletesThem() {
        start(Profile.DEMO);
        replies(Profile.DEMO);
        var site = stores.directory().sites().getFirst().id();
        var made = stores.desk().quickReplies(site);
        assertThat(made).extracting(QuickReply::language).contains("zh-CN", "en");
        made.forEach(reply -> stores.desk().deleteQuickReply(reply.id()));
        replies(Profile.DEMO);
        assertThat(stores.desk().quickReplies(site)).isEmpty();
    }

    @Test
    void productionWritesItsQuickRepliesItself() {
        start(Profile.PROD);
        replies(Profile.PROD);
        var site = stores.directory().sites().getFirst().id();
        assertThat(stores.desk().quickReplies(site)).isEmpty();
    }

    private void replies(Profile profile) {
        var done =
                new DemoReplies(
                        stores.directory(),
                        stores.desk(),
                        stores.settings(),
                        profile,
                        TestClock.at("2026-11-21T08:00:00Z"),
                        new SecureRandom());
        assertThat(done).isNotNull();
    }

    @Test
    void productionHasOneAdministratorWhosePasswordIsShownOnceAndMustBeChanged() {
        start(Profile.PROD);
        assertThat(stores.directory().users()).extracting(User::username).containsExactly("admin");
        assertThat(user("admin").mustChangePassword()).isTrue();
        assertThat(user("admin").roles()).containsExactly(Role.ADMIN);
        assertThat(shown).hasSize(1);
        var password = shown.get(0).substring(shown.get(0).lastIndexOf(' ') + 1);
        assertThat(password).hasSizeGreaterThanOrEqualTo(16);
        var passwords = new Passwords(new SecureRandom());
        assertThat(passwords.fits(password, user("admin").passwordHash())).isTrue();
        assertThat(passwords.fits("dragoman", user("admin").passwordHash())).isFalse();
    }

    @Test
    void aSecondStartChangesNothingAndShowsNothing() {
        start(Profile.PROD);
        stores.directory().deleteTeam(stores.directory().teams().get(0).id());
        int teams = stores.directory().teams().size();
        var hash = user("admin").passwordHash();
        start(Profile.PROD);
        start(Profile.DEMO);
        assertThat(user("admin").passwordHash()).isEqualTo(hash);
        assertThat(stores.directory().users()).hasSize(1);
        assertThat(stores.directory().teams()).hasSize(teams);
        assertThat(shown).hasSize(1);
    }

    @Test
    void aStartThatWasCutOffIsFinishedByTheNext() {
        stores.cut();
        try {
            start(Profile.DEMO);
        } catch (io.dragoman.storage.StoreException e) {
            assertThat(e).hasMessageContaining("cut off");
        }
        stores.mend();
        start(Profile.DEMO);
        assertThat(stores.directory().users()).hasSize(5);
    }
}
