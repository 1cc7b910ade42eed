package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.itests.harness.AgentDesk;
import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.Promise;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.SkillJar;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an administrator does with plug-ins, and what happens to them by itself. */
class LifecycleIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final int ASKERS = 6;
    private static final String ELSE = "-";

    private static RunningDragoman dragoman;
    private static Api admin;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
        admin = dragoman.api("admin");
    }

    @AfterEach
    void emptyTheFolder() throws IOException {
        try (var files = Files.newDirectoryStream(dragoman.deploy(), "*.jar*")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
        eventually(SOON, () -> assertThat(plugins(LifecycleIT::isDeployed)).isEmpty());
    }

    private static boolean isDeployed(JsonNode plugin) {
        return plugin.path("source").asText().equals("deploy");
    }

    private static List<JsonNode> plugins(Predicate<JsonNode> wanted) {
        var found = new ArrayList<JsonNode>();
        for (var plugin : admin.get("/api/v1/plugins").ok().path("items")) {
            if (wanted.test(plugin)) {
                found.add(plugin);
            }
        }
        return found;
    }

    private static JsonNode plugin(String id) {
        return plugins(plugin -> plugin.path("id").asText().equals(id)).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no plug-in " + id));
    }

    private static void is(String id, String state, String version) {
        eventually(
                SOON,
                () -> {
                    assertThat(plugin(id).path("state").asText()).isEqualTo(state);
                    assertThat(plugin(id).path("version").asText()).isEqualTo(version);
                });
    }

    private static String says(SkillJar skill) {
        try (var visitor = Visitor.in(dragoman, "en")) {
            return visitor.ask(skill.wake()).text();
        }
    }

    private static void upload(String file, SkillJar skill) {
        admin.put("/api/v1/plugins/" + file, skill.bytes()).ok();
    }

    private static SkillJar throwing(String name, String version) {
        return SkillJar.saying(name, version, ELSE)
                .taking("throw new IllegalStateException(\"no stock\");");
    }

    private static List<JsonNode> audited(String action) {
        var found = new ArrayList<JsonNode>();
        admin.get("/api/v1/audit?action=" + action).ok().path("items").forEach(found::add);
        return found;
    }

    @Test
    void aNewVersionThatThrowsIsRolledBackAndASupervisorIsTold() {
        var good = SkillJar.saying("flaky", "1.0.0", "I am flaky 1.0");
        upload("flaky.jar", good);
        is("flaky.jar", "UP", "1.0.0");
        assertThat(says(good)).isEqualTo("I am flaky 1.0");
        try (var desk = AgentDesk.open(dragoman, "supervisor");
                var agent = AgentDesk.open(dragoman, "agent1")) {
            upload("flaky.jar", throwing("flaky", "1.1.0"));
            is("flaky.jar", "UP", "1.1.0");
            eventually(
                    Duration.ofSeconds(20),
                    () -> {
                        says(good);
                        assertThat(plugin("flaky.jar").path("state").asText())
                                .isEqualTo("ROLLED_BACK");
                    });
            desk.sees("notice", frame -> frame.path("key").asText().equals("plugin.rolled-back"));
            assertThat(agent.frames()).noneMatch(frame -> Visitor.is(frame, "notice"));
        }
        eventually(SOON, () -> assertThat(says(good)).isEqualTo("I am flaky 1.0"));
        var rolledBack = plugin("flaky.jar");
        assertThat(rolledBack.path("version").asText()).isEqualTo("1.1.0");
        assertThat(rolledBack.path("running").asText()).isEqualTo("1.0.0");
        assertThat(rolledBack.path("reason").asText()).contains("no stock", "1.0.0 stays in force");
        var health = dragoman.part("plugin/flaky.jar").orElseThrow();
        assertThat(health.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(audited("plugin.roll-back")).isNotEmpty();

        upload("flaky.jar", SkillJar.saying("flaky", "1.1.1", "I am flaky 1.1.1"));
        is("flaky.jar", "UP", "1.1.1");
        eventually(SOON, () -> assertThat(says(good)).isEqualTo("I am flaky 1.1.1"));
    }

    @Test
    void aSkillThatThrowsInEveryCallIsPutAsideUntilItIsTriedAgain() {
        var sick = throwing("sick", "1.0.0");
        upload("sick.jar", sick);
        is("sick.jar", "UP", "1.0.0");
        try (var desk = AgentDesk.open(dragoman, "supervisor")) {
            for (int i = 0; i < 5; i++) {
                says(sick);
            }
            desk.sees("notice", frame -> frame.path("key").asText().equals("plugin.quarantined"));
        }
        is("sick.jar", "QUARANTINED", "1.0.0");
        assertThat(plugin("sick.jar").at("/usage/0/errors").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(plugin("sick.jar").at("/usage/0/failures/0/message").asText())
                .contains("no stock");
        assertThat(dragoman.part("skill/sick").orElseThrow().path("status").asText())
                .isEqualTo("DOWN");
        assertThat(dragoman.api().get("/health").body().path("status").asText()).isEqualTo("UP");

        admin.post("/api/v1/plugins/sick.jar/retry").ok();

        is("sick.jar", "UP", "1.0.0");
    }

    @Test
    void aFormerVersionIsPutBackAndAPluginIsDisabledAndRemoved() {
        var old = SkillJar.saying("again", "1.0.0", "I am again 1.0");
        upload("again.jar", old);
        is("again.jar", "UP", "1.0.0");
        upload("again.jar", SkillJar.saying("again", "2.0.0", "I am again 2.0"));
        is("again.jar", "UP", "2.0.0");
        eventually(SOON, () -> assertThat(says(old)).isEqualTo("I am again 2.0"));

        admin.post("/api/v1/plugins/again.jar/roll-back").ok();
        is("again.jar", "UP", "1.0.0");
        eventually(SOON, () -> assertThat(says(old)).isEqualTo("I am again 1.0"));

        admin.post("/api/v1/plugins/again.jar/disable").ok();
        is("again.jar.disabled", "DISABLED", "1.0.0");
        eventually(SOON, () -> assertThat(says(old)).isNotEqualTo("I am again 1.0"));
        assertThat(dragoman.deploy().resolve("again.jar.disabled")).exists();

        admin.post("/api/v1/plugins/again.jar.disabled/enable").ok();
        is("again.jar", "UP", "1.0.0");
        assertThat(admin.delete("/api/v1/plugins/again.jar").status()).isEqualTo(204);
        eventually(SOON, () -> assertThat(plugins(LifecycleIT::isDeployed)).isEmpty());
        for (var action : List.of("install", "roll-back", "disable", "enable", "remove")) {
            assertThat(audited("plugin." + action)).as(action).isNotEmpty();
        }
    }

    @Test
    void onlyAnAdministratorChangesPlugins() {
        var jar = SkillJar.saying("mine", "1.0.0", ELSE).bytes();
        for (var name : List.of("analyst", "supervisor", "agent1")) {
            var api = dragoman.api(name);
            assertThat(api.put("/api/v1/plugins/mine.jar", jar).status()).isEqualTo(403);
            assertThat(api.delete("/api/v1/plugins/mine.jar").status()).isEqualTo(403);
            assertThat(api.get("/api/v1/plugin-keys").status()).isEqualTo(403);
        }
        assertThat(dragoman.api("analyst").get("/api/v1/plugins").status()).isEqualTo(200);
        var rubbish = admin.put("/api/v1/plugins/mine.jar", new byte[] {1, 2, 3});
        assertThat(rubbish.status()).isEqualTo(422);
        assertThat(rubbish.text()).contains("no readable jar");
        assertThat(dragoman.deploy().resolve("mine.jar")).doesNotExist();
    }

    @Test
    void pluginsOfTheDistributionHaveNamesInBothLanguages() {
        assertThat(titles("en")).contains("Orders", "Web chat").noneMatch(LifecycleIT::raw);
        assertThat(titles("zh-CN")).contains("订单查询", "网页聊天").noneMatch(LifecycleIT::raw);
    }

    @Test
    void settingsOfAPluginAreToldInBothLanguages() {
        var path = "/api/v1/plugins/io.dragoman.channel.webhook/settings";
        for (var word : Map.of("en", "Signing secret", "zh-CN", "签名密钥").entrySet()) {
            var form = admin.call("GET", path, "", "Accept-Language", word.getKey()).ok();
            assertThat(form.findValuesAsText("label"))
                    .contains(word.getValue())
                    .noneMatch(LifecycleIT::raw);
        }
    }

    private static boolean raw(String title) {
        return title.startsWith("%");
    }

    private static List<String> titles(String language) {
        return admin.call("GET", "/api/v1/plugins", "", "Accept-Language", language)
                .ok()
                .path("items")
                .findValuesAsText("title");
    }

    private static String inForce(String key) {
        for (var entry : admin.get("/api/v1/settings").ok().path("entries")) {
            if (entry.path("key").asText().equals(key)) {
                return entry.path("value").asText();
            }
        }
        return "";
    }

    @Test
    void settingsAreCheckedBeforeTheyComeIntoForceWhoeverWritesThem() throws IOException {
        var points = Path.of(System.getProperty("itests.plugins"));
        var name = "io.dragoman.skill.points-" + System.getProperty("itests.version") + ".jar";
        Folders.put(dragoman.deploy().resolve("points.jar"), Folders.read(points.resolve(name)));
        eventually(
                SOON,
                () -> assertThat(plugin("points.jar").path("state").asText()).isEqualTo("UP"));
        var pid = "io.dragoman.skill.points.PointsSkill";
        var path = "/api/v1/plugins/points.jar/settings";
        var form = admin.get(path).ok().at("/items/0");
        assertThat(form.path("pid").asText()).isEqualTo(pid);
        assertThat(form.at("/fields/0/min").asText()).isEqualTo("1");

        var wrong = Map.of("values", Map.of("pointsPerYuan", "many"));
        var refused = admin.put(path + "/" + pid, wrong);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("values/pointsPerYuan");

        admin.put(path + "/" + pid, Map.of("values", Map.of("pointsPerYuan", "50"))).ok();
        eventually(SOON, () -> assertThat(inForce("pointsPerYuan")).isEqualTo("50"));

        var file = dragoman.etc().resolve(pid + ".cfg");
        Folders.put(file, "pointsPerYuan = 0\n");
        eventually(
                SOON,
                () ->
                        assertThat(
                                        dragoman.part("settings/" + pid)
                                                .orElseThrow()
                                                .path("reason")
                                                .asText())
                                .contains("less than 1", "last good value"));
        assertThat(inForce("pointsPerYuan")).isEqualTo("50");
        Folders.put(file, "pointsPerYuan = 60\n");
        eventually(SOON, () -> assertThat(inForce("pointsPerYuan")).isEqualTo("60"));
        assertThat(dragoman.part("settings/" + pid)).isEmpty();
        assertThat(admin.delete(path + "/" + pid).status()).isEqualTo(204);
        eventually(SOON, () -> assertThat(inForce("pointsPerYuan")).isEqualTo("100"));
    }

    private static Map<String, String> others() {
        var since = new TreeMap<String, String>();
        plugins(plugin -> !isDeployed(plugin))
                .forEach(
                        plugin ->
                                since.put(
                                        plugin.path("name").asText(),
                                        plugin.path("since").asText()));
        return since;
    }

    /** Each question comes from a newcomer: who is not understood twice is given to people. */
    private static Duration until(SkillJar skill, Predicate<String> answered) {
        long begun = System.nanoTime();
        eventually(
                SOON,
                () -> {
                    try (var visitor = Visitor.in(dragoman, "en")) {
                        assertThat(visitor.ask(skill.wake()).text()).matches(answered::test);
                    }
                });
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** From the complete file to the first answer that shows it. */
    private static void measure(String when) throws IOException {
        var one = SkillJar.saying("timed", "1.0.0", "I am timed 1");
        var two = SkillJar.saying("timed", "2.0.0", "I am timed 2");
        var first = one.bytes();
        var second = two.bytes();
        var jar = dragoman.deploy().resolve("timed.jar");
        Folders.put(jar, first);
        Promise.kept("Install " + when, until(one, "I am timed 1"::equals), PROMISED);
        Folders.put(jar, second);
        Promise.kept("Swap " + when, until(one, "I am timed 2"::equals), PROMISED);
        Files.delete(jar);
        Promise.kept(
                "Removal " + when, until(one, said -> !said.startsWith("I am timed")), PROMISED);
    }

    @Test
    void installingSwappingAndRemovingTakeNoTwoSecondsAndTouchNobodyElse() throws Exception {
        var before = others();
        measure("at idle");
        var busy = SkillJar.saying("busy", "1.0.0", "I am busy");
        upload("busy.jar", busy);
        is("busy.jar", "UP", "1.0.0");
        var going = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> askers = new ArrayList<>();
            for (int i = 0; i < ASKERS; i++) {
                askers.add(
                        threads.submit(
                                () -> {
                                    var answers = new ArrayList<String>();
                                    try (var visitor = Visitor.in(dragoman, "en")) {
                                        while (going.get()) {
                                            answers.add(visitor.ask(busy.wake()).text());
                                        }
                                    }
                                    return answers;
                                }));
            }
            measure("under load");
            going.set(false);
            for (var asker : askers) {
                assertThat(asker.get()).isNotEmpty().containsOnly("I am busy");
            }
        }
        assertThat(others()).isEqualTo(before);
    }
}
