package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.handoff.Directory;
import io.dragoman.handoff.internal.CachedDirectory;
import io.dragoman.rest.TestApi;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users, teams and presence. */
class PeopleTest {

    private final TestApi api = TestApi.shared();

    @AfterEach
    void speakEnglishAgain() {
        api.speaking("en");
    }

    private static Map<String, Object> user(String username, String... roles) {
        return Map.of(
                "username",
                username,
                "name",
                "Name of " + username,
                "password",
                "long-enough-1",
                "roles",
                List.of(roles));
    }

    @Test
    void anAdministratorCreatesChangesAndDeletesUsers() {
        var team = api.team("service").id();
        var id = api.post("admin", "/v1/users", user("newbie", "agent")).is(201).id();
        api.post("admin", "/v1/users", user("newbie", "agent")).isProblem(409, "name-taken");
        var changed =
                api.patch(
                                "admin",
                                "/v1/users/" + id,
                                Map.of("name", "Nia", "capacity", 3, "teams", List.of(team)))
                        .is(200);
        assertThat(changed.tree()).containsEntry("name", "Nia").containsEntry("capacity", 3L);
        assertThat(changed.get("teams").toString()).contains(team);
        assertThat(api.team("service").members()).contains(id);
        api.delete("admin", "/v1/users/" + id).is(204);
        assertThat(api.team("service").members()).doesNotContain(id);
        api.get("admin", "/v1/users/" + id).isProblem(404, "not-found");
        assertThat(api.get("admin", "/v1/audit?action=user.").text())
                .contains("user.create", "user.update", "user.delete")
                .doesNotContain("long-enough-1");
    }

    @Test
    void whatIsWrongWithAUserIsToldAtOnce() {
        var wrong =
                Map.of(
                        "username", "Not Good!",
                        "name", "",
                        "password", "short",
                        "roles", List.of("boss"),
                        "capacity", 0);
        var answer = api.post("admin", "/v1/users", wrong).isProblem(400, "invalid");
        assertThat((List<?>) answer.get("errors")).hasSize(5);
        api.post("supervisor", "/v1/users", user("x", "agent")).isProblem(403, "forbidden");
    }

    @Test
    void disablingAUserEndsTheirSessions() {
        var id = api.post("admin", "/v1/users", user("leaver", "agent")).is(201).id();
        var headers = Map.of("Authorization", "Bearer " + api.signIn("leaver", "long-enough-1"));
        api.patch("admin", "/v1/users/" + id, Map.of("enabled", false)).is(200);
        // Sessions remember users for a second.
        long end = System.nanoTime() + 30_000_000_000L;
        var answer = api.send("GET", "/v1/session", headers, "");
        while (answer.status() == 200 && System.nanoTime() < end) {
            answer = api.send("GET", "/v1/session", headers, "");
        }
        answer.isProblem(401, "not-signed-in");
    }

    @Test
    void theLastAdministratorOfAllSitesStaysThoughASiteHasOneOfItsOwn() throws Exception {
        try (var own = new TestApi()) {
            own.post("admin", "/v1/sites", Map.of("id", "outlet", "nameEn", "Outlet")).is(201);
            limited(own, "outlet-admin", "admin");
            var admin = "/v1/users/" + own.userId("admin");
            own.delete("admin", admin).isProblem(409, "last-admin");
            own.patch("admin", admin, Map.of("enabled", false)).isProblem(409, "last-admin");
            own.patch("admin", admin, Map.of("site", "outlet")).isProblem(409, "last-admin");
            own.patch("admin", admin, Map.of("name", "Renamed")).is(200);
            own.delete("admin", "/v1/users/" + own.userId("outlet-admin")).is(204);
        }
    }

    @Test
    void whoIsLimitedToASiteChangesNothingThatHoldsForAll() throws Exception {
        try (var own = new TestApi()) {
            own.post("admin", "/v1/sites", Map.of("id", "outlet", "nameEn", "Outlet")).is(201);
            limited(own, "outlet-admin", "admin");
            var headers =
                    Map.of(
                            "Authorization",
                            "Bearer " + own.signIn("outlet-admin", "long-enough-1"),
                            "Content-Type",
                            "application/json");
            own.send("GET", "/v1/rules", headers, "").is(200);
            var rule = "{\"content\":\"// nothing\"}";
            own.send("PUT", "/v1/rules/files/mine.drl", headers, rule).isProblem(403, "forbidden");
            own.send("DELETE", "/v1/rules/files/mine.drl", headers, "").isProblem(403, "forbidden");
            for (var move : List.of("disable", "enable", "roll-back", "retry")) {
                own.send("POST", "/v1/plugins/points/" + move, headers, "{}")
                        .isProblem(403, "forbidden");
            }
            own.send("DELETE", "/v1/plugins/points", headers, "").isProblem(403, "forbidden");
            own.send("DELETE", "/v1/plugin-keys/k", headers, "").isProblem(403, "forbidden");
            var team = own.get("admin", "/v1/teams?x=demo").items().getFirst().get("id");
            var mine = "/v1/users/" + own.userId("outlet-admin");
            own.send("PATCH", mine, headers, "{\"teams\":[\"" + team + "\"]}")
                    .isProblem(400, "invalid");
        }
    }

    private static void limited(TestApi api, String username, String role) {
        var user =
                Map.of(
                        "username",
                        username,
                        "name",
                        "Limited",
                        "password",
                        "long-enough-1",
                        "roles",
                        List.of(role),
                        "site",
                        "outlet");
        api.post("admin", "/v1/users", user).is(201);
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        try (var own = new TestApi()) {
            var admin = "/v1/users/" + own.userId("admin");
            own.delete("admin", admin).isProblem(409, "last-admin");
            own.patch("admin", admin, Map.of("enabled", false)).isProblem(409, "last-admin");
            own.patch("admin", admin, Map.of("roles", List.of("agent")))
                    .isProblem(409, "last-admin");
        }
    }

    /** Each who looks waits a moment for all others to look before anything is changed. */
    private record SlowDirectory(Directory all, CyclicBarrier lookers) implements Directory {
        @Override
        public List<User> users() {
            var seen = all.users();
            try {
                lookers.await(200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                lookers.reset();
            }
            return seen;
        }

        @Override
        public List<Site> sites() {
            return all.sites();
        }

        @Override
        public List<Team> teams(String site) {
            return all.teams(site);
        }

        @Override
        public Team team(String site, String key) {
            return all.team(site, key);
        }

        @Override
        public Optional<User> user(String id) {
            return all.user(id);
        }

        @Override
        public void refresh() {
            all.refresh();
        }
    }

    @Test
    void oneOfTheAdministratorsStaysWhenEachDemotesTheNextInTheSameMoment() throws Exception {
        try (var own = new TestApi();
                var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var names = List.of("first", "second", "third", "fourth");
            names.forEach(name -> own.post("admin", "/v1/users", user(name, "admin")).is(201));
            var tokens = names.stream().map(name -> own.signIn(name, "long-enough-1")).toList();
            own.delete("admin", "/v1/users/" + own.userId("admin")).is(204);
            own.has(
                    Directory.class,
                    new SlowDirectory(
                            new CachedDirectory(own.stores.directory()),
                            new CyclicBarrier(names.size())));
            for (int i = 0; i < names.size(); i++) {
                var headers =
                        Map.of(
                                "Authorization",
                                "Bearer " + tokens.get(i),
                                "Content-Type",
                                "application/json");
                var next = "/v1/users/" + own.userId(names.get((i + 1) % names.size()));
                all.submit(() -> own.send("PATCH", next, headers, "{\"roles\":[\"agent\"]}"));
            }
            all.close();
            assertThat(own.stores.directory().users())
                    .filteredOn(user -> user.roles().contains(User.Role.ADMIN))
                    .isNotEmpty();
        }
    }

    @Test
    void agentsSeeOfOthersOnlyWhatTheyNeed() {
        var brief = api.get("agent1", "/v1/users").is(200).items().get(0);
        assertThat(brief).containsOnlyKeys("id", "name", "presence");
        assertThat(api.get("supervisor", "/v1/users").items().get(0)).containsKey("username");
        api.get("agent1", "/v1/users/" + api.userId("agent2")).isProblem(403, "forbidden");
        api.get("supervisor", "/v1/users/" + api.userId("agent2")).is(200);
    }

    @Test
    void teamsHaveHoursMembersAndADefault() {
        var content =
                Map.of(
                        "name",
                        "Night shift",
                        "description",
                        "When others sleep",
                        "members",
                        List.of(api.userId("agent1")),
                        "hours",
                        Map.of(
                                "zone",
                                "Asia/Tokyo",
                                "spans",
                                List.of(
                                        Map.of("day", "MON", "from", "20:00", "to", "23:30"),
                                        Map.of("day", "SUN", "from", "09:00", "to", "12:00")),
                                "holidays",
                                List.of("2026-12-25")));
        var team = api.post("admin", "/v1/teams", content).is(201);
        assertThat(team.tree())
                .containsEntry("key", "night-shift")
                .containsEntry("description", "When others sleep")
                .containsEntry("default", false)
                .containsKey("openNow");
        assertThat(team.get("hours").toString())
                .contains("zone=Asia/Tokyo", "day=MON", "20:00", "day=SUN", "2026-12-25");
        var path = "/v1/teams/" + team.id();
        assertThat(api.get("agent1", path).is(200).get("members").toString()).contains("Mei");
        api.speaking("zh-CN").patch("admin", path, Map.of("name", "夜班")).is(200);
        assertThat(api.get("agent1", path).get("name")).isEqualTo("夜班");
        assertThat(api.speaking("en").get("agent1", path).get("name")).isEqualTo("Night shift");
        assertThat(api.get("agent1", "/v1/teams").items()).hasSizeGreaterThanOrEqualTo(4);
        api.delete("admin", path).is(204);
        api.get("agent1", path).isProblem(404, "not-found");
    }

    @Test
    void teamsThatAreNeededStay() {
        var waiting = api.talks.queued(api.talks.conversation("I wait"), "after-sales");
        assertThat(waiting.desk().team()).contains("after-sales");
        api.delete("admin", "/v1/teams/" + api.team("after-sales").id())
                .isProblem(409, "team-in-use");
        var service = "/v1/teams/" + api.team("service").id();
        api.delete("admin", service).isProblem(409, "team-in-use");
        api.patch("admin", service, Map.of("default", false)).isProblem(400, "invalid");
        api.patch("admin", service, Map.of("members", List.of("nobody"))).isProblem(400, "invalid");
        api.post("admin", "/v1/teams", Map.of()).isProblem(400, "invalid");
        api.post("supervisor", "/v1/teams", Map.of("name", "x")).isProblem(403, "forbidden");
    }

    @Test
    void aSiteHasOneDefaultTeam() throws Exception {
        try (var own = new TestApi()) {
            var path = "/v1/teams/" + own.team("after-sales").id();
            own.patch("admin", path, Map.of("default", true)).is(200);
            assertThat(own.team("service").fallback()).isFalse();
            assertThat(own.team("after-sales").fallback()).isTrue();
        }
    }

    @Test
    void agentsSayWhetherTheyAreThere() {
        var set = api.put("agent2", "/v1/presence", Map.of("state", "away")).is(200);
        assertThat(set.tree()).containsEntry("state", "away").containsKeys("open", "capacity");
        assertThat(api.get("agent1", "/v1/presence").is(200).items().toString())
                .contains("state=away");
        api.put("agent2", "/v1/presence", Map.of("state", "asleep")).isProblem(400, "invalid");
        api.put("agent2", "/v1/presence", Map.of("state", "offline")).is(200);
        api.get("analyst", "/v1/presence").isProblem(403, "forbidden");
    }
}
