package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Skills that come, are swapped and go while customers ask; and jars that are no good. */
class HotDeployIT {

    private static final org.slf4j.Logger LOG =
            org.slf4j.LoggerFactory.getLogger(HotDeployIT.class);

    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final int ASKERS = 6;

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
    }

    @AfterEach
    void emptyTheFolder() throws IOException {
        try (var jars = Files.newDirectoryStream(dragoman.deploy(), "*.jar")) {
            for (var jar : jars) {
                Files.delete(jar);
            }
        }
        eventually(Duration.ofSeconds(15), () -> assertThat(deployed()).isEmpty());
    }

    private static Path jar(String name) {
        return dragoman.deploy().resolve(name);
    }

    private static List<JsonNode> deployed() {
        var found = new ArrayList<JsonNode>();
        dragoman.api("admin")
                .get("/api/v1/plugins")
                .ok()
                .path("items")
                .forEach(
                        plugin -> {
                            if (plugin.path("source").asText().equals("deploy")) {
                                found.add(plugin);
                            }
                        });
        return found;
    }

    private static Optional<JsonNode> skill(String id) {
        return dragoman.part("skill/" + id);
    }

    private static JsonNode plugin(String file) {
        return deployed().stream()
                .filter(plugin -> plugin.path("file").asText().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no plug-in " + file));
    }

    /** A jar dropped in answers customers; the time is measured from the complete file on. */
    private static Duration timeUntilAnswered(Visitor visitor, String text, String answer) {
        long begun = System.nanoTime();
        eventually(
                Duration.ofSeconds(20),
                () -> assertThat(visitor.ask(text).text()).contains(answer));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void thePointsSkillAnswersTwoSecondsAfterItWasDroppedInAndIsGoneWhenRemoved()
            throws IOException {
        var points = Path.of(System.getProperty("itests.plugins"));
        var name = "io.dragoman.skill.points-" + System.getProperty("itests.version") + ".jar";
        try (var visitor = Visitor.customer(dragoman, "zh-CN", "C1001")) {
            assertThat(visitor.ask("我有多少积分").text()).doesNotContain("1280");

            Folders.put(jar("points.jar"), Folders.read(points.resolve(name)));
            var took = timeUntilAnswered(visitor, "我有多少积分", "1280");

            Promise.kept("A skill dropped in", took, PROMISED);
            assertThat(skill("points")).isPresent();
            assertThat(dragoman.api("admin").get("/api/v1/skills/points").status()).isEqualTo(200);
            assertThat(plugin("points.jar").path("state").asText()).isEqualTo("UP");

            Files.delete(jar("points.jar"));
            long removed = System.nanoTime();
            eventually(Duration.ofSeconds(20), () -> assertThat(skill("points")).isEmpty());
            var left = Duration.ofNanos(System.nanoTime() - removed);
            Promise.kept("The removal of a skill", left, PROMISED);
            assertThat(visitor.ask("我有多少积分").text()).doesNotContain("1280");
        }
    }

    @Test
    void twentyJarsAtOnceAreAllLiveAndTheBrokenOnesAmongThemHinderNobody() throws IOException {
        for (int i = 0; i < 20; i++) {
            var good = SkillJar.saying("crowd" + i, "1.0.0", "one of many");
            var broken = i % 4 == 3;
            Folders.put(
                    jar("crowd" + i + ".jar"),
                    (broken ? good.constructing("if (true) System.exit(1);") : good).bytes());
        }
        eventually(
                Duration.ofSeconds(30),
                () ->
                        assertThat(deployed())
                                .extracting(plugin -> plugin.path("state").asText())
                                .containsOnly("UP", "FAILED")
                                .filteredOn("UP"::equals)
                                .hasSize(15));
        assertThat(plugin("crowd3.jar").path("reason").asText()).contains("calls System.exit");
    }

    @Test
    void aJarThatIsCopiedSlowlyIsReadWhenItIsComplete() throws Exception {
        var bytes = SkillJar.saying("slowly", "1.0.0", "slowly 1").bytes();
        var half = bytes.length / 2;
        try (var out = Files.newOutputStream(jar("slowly.jar"))) {
            out.write(bytes, 0, half);
            out.flush();
            eventually(
                    Duration.ofSeconds(5),
                    () ->
                            assertThat(plugin("slowly.jar").path("state").asText())
                                    .isEqualTo("FAILED"));
            out.write(bytes, half, bytes.length - half);
        }
        eventually(
                Duration.ofSeconds(5),
                () -> assertThat(plugin("slowly.jar").path("state").asText()).isEqualTo("UP"));
    }

    /** What one customer saw: every question once answered, by which version. */
    private record Seen(int asked, List<String> answers, long messages) {}

    private static Callable<Seen> asker(
            String question, AtomicInteger answered, AtomicBoolean going) {
        return () -> {
            try (var visitor = Visitor.in(dragoman, "en")) {
                var answers = new ArrayList<String>();
                while (going.get()) {
                    answers.add(visitor.ask(question).text());
                    answered.incrementAndGet();
                }
                long repeats =
                        visitor.frames("message").stream()
                                .filter(frame -> frame.has("inReplyTo"))
                                .count();
                return new Seen(answers.size(), answers, repeats);
            }
        };
    }

    @Test
    void aNewerVersionTakesOverWithoutAGapUnderLoad() throws Exception {
        var old = SkillJar.saying("swap", "1.0.0", "I am swap 1.0");
        var newer = SkillJar.saying("swap", "1.1.0", "I am swap 1.1");
        Folders.put(jar("swap.jar"), old.bytes());
        eventually(Duration.ofSeconds(10), () -> assertThat(skill("swap")).isPresent());
        var going = new AtomicBoolean(true);
        var answered = Stream.generate(AtomicInteger::new).limit(ASKERS).toList();
        List<Seen> seen = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> askers = new ArrayList<>();
            for (var count : answered) {
                askers.add(threads.submit(asker(old.wake(), count, going)));
            }
            everyoneIsAnswered(answered, 3);
            Folders.put(jar("swap.jar"), newer.bytes());
            eventually(
                    Duration.ofSeconds(10),
                    () ->
                            assertThat(skill("swap").orElseThrow().at("/details/version").asText())
                                    .isEqualTo("1.1.0"));
            // The first may have been asked before the swap.
            everyoneIsAnswered(answered, 3);
            going.set(false);
            for (var asker : askers) {
                seen.add(asker.get());
            }
        }
        for (var one : seen) {
            assertThat(one.answers()).allMatch(answer -> answer.startsWith("I am swap 1."));
            assertThat(one.answers().getFirst()).isEqualTo("I am swap 1.0");
            assertThat(one.answers().getLast()).isEqualTo("I am swap 1.1");
            int first = one.answers().indexOf("I am swap 1.1");
            assertThat(one.answers().subList(first, one.asked())).containsOnly("I am swap 1.1");
            assertThat(one.messages()).isEqualTo(one.asked());
        }
        int all = seen.stream().mapToInt(Seen::asked).sum();
        LOG.warn("Swap: {} questions of {} customers, no gap", all, ASKERS);
    }

    /** There is load before and after the swap: everybody is answered so many times more. */
    private static void everyoneIsAnswered(List<AtomicInteger> answered, int times) {
        var before = answered.stream().mapToInt(AtomicInteger::get).toArray();
        for (int i = 0; i < before.length; i++) {
            int wanted = before[i] + times;
            var count = answered.get(i);
            eventually(
                    Duration.ofSeconds(20),
                    () -> assertThat(count.get()).isGreaterThanOrEqualTo(wanted));
        }
    }

    private record Bundles(String states) {
        static Bundles now() {
            return new Bundles(
                    dragoman.api("admin")
                            .get("/api/v1/plugins")
                            .ok()
                            .path("items")
                            .findValuesAsText("since")
                            .toString());
        }
    }

    private static void isRefused(String file, byte[] content, String reason) {
        var before = Bundles.now();
        Folders.put(jar(file), content);
        eventually(
                Duration.ofSeconds(15),
                () ->
                        assertThat(plugin(file).path("reason").asText())
                                .containsIgnoringCase(reason));
        assertThat(plugin(file).path("state").asText()).isIn("FAILED", "REFUSED");
        var part = dragoman.part("plugin/" + file).orElseThrow();
        assertThat(part.path("status").asText()).isNotEqualTo("UP");
        assertThat(part.path("reason").asText()).containsIgnoringCase(reason);
        assertThat(dragoman.api().get("/health").body().path("status").asText()).isEqualTo("UP");
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(visitor.ask("hello").text()).contains("Hello");
        }
        delete(file);
        eventually(
                Duration.ofSeconds(10),
                () -> assertThat(dragoman.part("plugin/" + file)).isEmpty());
        assertThat(Bundles.now()).as("nobody else was restarted").isEqualTo(before);
    }

    private static void delete(String file) {
        try {
            Files.delete(jar(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNoJarIsReported() {
        isRefused(
                "broken.jar",
                "this is no jar".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "no readable jar");
    }

    @Test
    void aMissingImportIsReported() {
        var skill = SkillJar.saying("missing", "1.0.0", "-").importing("com.example.absent");
        isRefused("missing.jar", skill.bytes(), "com.example.absent");
    }

    @Test
    void anImportOfTheCoreIsRefused() {
        var skill = SkillJar.saying("foreign", "1.0.0", "-").importing("io.dragoman.storage");
        isRefused("foreign.jar", skill.bytes(), "io.dragoman.storage");
    }

    @Test
    void aWrongVersionOfTheApiIsReported() {
        var skill = SkillJar.saying("future", "1.0.0", "-").importingApi("[9,10)");
        isRefused("future.jar", skill.bytes(), "io.dragoman.api");
    }

    @Test
    void aConstructorThatThrowsIsReported() {
        var skill =
                SkillJar.saying("throwing", "1.0.0", "-")
                        .constructing("if (true) throw new IllegalStateException(\"no luck\");");
        isRefused("throwing.jar", skill.bytes(), "no luck");
    }

    @Test
    void aBrokenNewVersionLeavesTheOldOneInForce() {
        var good = SkillJar.saying("keep", "1.0.0", "I am keep 1.0");
        var bad =
                SkillJar.saying("keep", "2.0.0", "-")
                        .constructing("if (true) throw new IllegalStateException(\"no luck\");");
        Folders.put(jar("keep.jar"), good.bytes());
        eventually(Duration.ofSeconds(10), () -> assertThat(skill("keep")).isPresent());

        Folders.put(jar("keep.jar"), bad.bytes());

        eventually(
                Duration.ofSeconds(15),
                () -> assertThat(plugin("keep.jar").path("reason").asText()).contains("no luck"));
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(visitor.ask(good.wake()).text()).isEqualTo("I am keep 1.0");
        }
    }

    @Test
    void aTurnThatThrowsOrHangsDoesNotLoseTheQuestion() {
        var throwing =
                SkillJar.saying("crash", "1.0.0", "-")
                        .taking("throw new IllegalStateException(\"in the turn\");");
        var hanging =
                SkillJar.saying("hang", "1.0.0", "-")
                        .taking(
                                "long end = System.nanoTime() + 8_000_000_000L;"
                                        + " while (System.nanoTime() < end) { Thread.onSpinWait(); }"
                                        + " return Turn.done();");
        Folders.put(jar("crash.jar"), throwing.bytes());
        Folders.put(jar("hang.jar"), hanging.bytes());
        eventually(Duration.ofSeconds(10), () -> assertThat(skill("crash")).isPresent());
        eventually(Duration.ofSeconds(10), () -> assertThat(skill("hang")).isPresent());
        for (var skill : List.of(throwing, hanging)) {
            try (var visitor = Visitor.in(dragoman, "en")) {
                assertThat(visitor.ask(skill.wake()).kind()).isEqualTo("bot");
                assertThat(visitor.ask("hello").text()).contains("Hello");
            }
        }
    }
}
