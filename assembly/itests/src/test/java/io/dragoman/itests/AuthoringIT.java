package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.awaited;
import static io.dragoman.itests.harness.Awaiting.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.LegacyPhp;
import io.dragoman.itests.harness.Promise;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From nothing to a running plug-in: generated projects, a YAML file, a WebAssembly module. */
class AuthoringIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PROJECTS = Path.of("target/plug-ins-made").toAbsolutePath();

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() throws IOException {
        dragoman = Shared.demo();
        Folders.delete(PROJECTS);
    }

    @AfterEach
    void emptyTheFolder() throws IOException {
        for (var name :
                List.of(
                        "size-advice-1.0.0.jar",
                        "my-platform-1.0.0.jar",
                        "w.yaml",
                        "s.wasm",
                        "r.wasm")) {
            Files.deleteIfExists(dragoman.deploy().resolve(name));
        }
        Files.deleteIfExists(dragoman.etc().resolve("dragoman.skill.warranty.cfg"));
    }

    private static String run(Path folder, String... command) throws IOException {
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static Path generate(String kind, String name) throws IOException {
        var said = run(ROOT, "tools/new-plugin", kind, name, PROJECTS.toString());
        assertThat(said).contains("mvn package");
        var project = PROJECTS.resolve(name);
        try (var files = Files.walk(project)) {
            assertThat(files.filter(Files::isRegularFile).count()).isLessThanOrEqualTo(7);
        }
        return project;
    }

    private static JsonNode plugin(String file) {
        return dragoman.part("plugin/" + file)
                .orElseThrow(() -> new AssertionError("no plug-in " + file));
    }

    private static Optional<JsonNode> skill(String id) {
        return dragoman.part("skill/" + id);
    }

    private static JsonNode tool(String skill, String tool, Map<String, ?> arguments) {
        return dragoman.api("agent1")
                .post("/api/v1/skills/" + skill + "/tools/" + tool, arguments)
                .ok();
    }

    private static String mcpTools() {
        var list = Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list");
        return dragoman.api("agent1").post("/api/v1/mcp", list).text();
    }

    @Test
    void aGeneratedSkillAnswersCustomers() throws IOException {
        var project = generate("skill", "size-advice");

        run(
                project,
                ROOT + "/tools/mvn",
                "-q",
                "-f",
                project.toString(),
                "package",
                "-Ddeploy=" + dragoman.deploy());

        eventually(PATIENCE, () -> assertThat(skill("size-advice")).isPresent());
        try (var visitor = understood("I need size advice", "How many")) {
            assertThat(visitor.ask("3").text()).isEqualTo("3 of them cost 60 yuan.");
        }
        assertThat(tool("size-advice", "size_advice_price", Map.of("count", 2)).toString())
                .contains("40");
    }

    @Test
    void aGeneratedChannelOpensItsAccounts() throws IOException {
        var project = generate("channel", "my-platform");
        var account = dragoman.etc().resolve("com.example.myplatform-shop.cfg");
        Folders.put(account, "account = shop\ntarget = http://127.0.0.1:9/\nsecret = s3cret\n");
        try {
            run(
                    project,
                    ROOT + "/tools/mvn",
                    "-q",
                    "-f",
                    project.toString(),
                    "package",
                    "-Ddeploy=" + dragoman.deploy());

            eventually(
                    PATIENCE,
                    () -> assertThat(dragoman.part("channel/my-platform/shop")).isPresent());
            var refused = dragoman.api().post("/api/v1/webhooks/my-platform/shop", Map.of("a", 1));
            assertThat(refused.status()).isEqualTo(401);
        } finally {
            Files.deleteIfExists(account);
        }
    }

    /**
     * Somebody whose question got an answer. A new skill is there a moment before the vectors of
     * its examples are, and who is not understood twice is given to people: so each try is another
     * customer's.
     */
    private static Visitor understood(String question, String answer) {
        return awaited(
                PATIENCE,
                "somebody who is understood: " + question,
                () -> {
                    var visitor = Visitor.in(dragoman, "en");
                    if (visitor.ask(question).text().contains(answer)) {
                        return Optional.of(visitor);
                    }
                    visitor.close();
                    return Optional.empty();
                });
    }

    private static void isThereInTime(String id) {
        long begun = System.nanoTime();
        eventually(PATIENCE, () -> assertThat(skill(id)).isPresent());
        Promise.kept(
                "The skill " + id + " from its drop to being there",
                Duration.ofNanos(System.nanoTime() - begun),
                Duration.ofSeconds(2));
    }

    private static String sample() throws IOException {
        return Files.readString(dragoman.home().resolve("samples/warranty.yaml"));
    }

    @Test
    void aYamlFileIsASkillWithAllItsFaces() throws IOException {
        try (var shop = new LegacyPhp()) {
            var settings = "shop = " + shop.address() + "\nkey = k-123\n";
            Folders.put(dragoman.etc().resolve("dragoman.skill.warranty.cfg"), settings);
            Folders.put(dragoman.deploy().resolve("w.yaml"), sample());
            isThereInTime("warranty");

            eventually(
                    PATIENCE,
                    () ->
                            assertThat(
                                            tool(
                                                            "warranty",
                                                            "warranty_of",
                                                            Map.of("serial", "KT204518"))
                                                    .toString())
                                    .contains("Kettle", "2027-12-31"));
            try (var visitor = understood("is my kettle still under warranty", "serial number")) {
                visitor.ask("KT204518");
                assertThat(visitor.frames("message").toString()).contains("under warranty");
            }
            assertThat(mcpTools()).contains("warranty_of");

            Folders.put(
                    dragoman.deploy().resolve("w.yaml"),
                    sample().replace("version: 1.0.0", "version: 1.1.0"));
            eventually(
                    PATIENCE,
                    () ->
                            assertThat(
                                            skill("warranty")
                                                    .orElseThrow()
                                                    .at("/details/version")
                                                    .asText())
                                    .isEqualTo("1.1.0"));

            Folders.put(dragoman.deploy().resolve("w.yaml"), sample().replace("slots:", "slotz:"));
            eventually(
                    PATIENCE,
                    () ->
                            assertThat(plugin("w.yaml").path("reason").asText())
                                    .contains("line 23: slotz: is unknown"));
            assertThat(skill("warranty")).as("the last good one stays").isPresent();

            Files.delete(dragoman.deploy().resolve("w.yaml"));
            eventually(PATIENCE, () -> assertThat(skill("warranty")).isEmpty());
            assertThat(mcpTools()).doesNotContain("warranty_of");
        }
    }

    @Test
    void aWebAssemblyModuleIsASkillWithAllItsFaces() throws IOException {
        var module =
                Files.readAllBytes(
                        dragoman.home().resolve("samples/shipping-fee/shipping-fee.wasm"));
        Folders.put(dragoman.deploy().resolve("s.wasm"), module);
        isThereInTime("shipping-fee");
        try (var visitor = understood("how much is shipping", "kilograms")) {
            assertThat(visitor.ask("3").text()).contains("Where does it go");
            assertThat(visitor.ask("Tibet").text()).isEqualTo("Shipping is 42 yuan.");
        }
        assertThat(
                        tool("shipping-fee", "shipping_fee", Map.of("weight", 5, "region", "near"))
                                .toString())
                .contains("10");
        assertThat(mcpTools()).contains("shipping_fee");

        Files.delete(dragoman.deploy().resolve("s.wasm"));
        eventually(PATIENCE, () -> assertThat(skill("shipping-fee")).isEmpty());
        assertThat(mcpTools()).doesNotContain("shipping_fee");
    }

    @Test
    void aModuleThatRunsAwayIsStoppedAndPutAside() throws IOException {
        try (var in = getClass().getResourceAsStream("/runaway.wasm")) {
            Folders.put(dragoman.deploy().resolve("r.wasm"), in.readAllBytes());
        }
        eventually(PATIENCE, () -> assertThat(skill("runaway")).isPresent());
        eventually(
                Duration.ofSeconds(60),
                () -> {
                    try (var visitor = Visitor.in(dragoman, "en")) {
                        assertThat(visitor.ask("please run away now").kind()).isEqualTo("bot");
                    }
                    assertThat(skill("runaway").orElseThrow().path("status").asText())
                            .isEqualTo("DOWN");
                });
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(visitor.ask("hello").text()).contains("Hello");
        }
    }
}
