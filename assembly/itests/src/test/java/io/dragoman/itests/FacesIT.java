package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.LegacyPhp;
import io.dragoman.itests.harness.Mcp;
import io.dragoman.itests.harness.Promise;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One skill, five faces: all there soon after its jar came, and gone soon after it went. */
class FacesIT {

    private static final String TOOL = "get_points";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String MODEL = "io.dragoman.ai.langchain4j.cfg";
    private static final String RULE =
            """
            package faces;
            import io.dragoman.api.rules.Fact.*;
            global io.dragoman.api.rules.Decide decide;
            rule "points by rule"
            when
              Message( is("points by rule") )
            then
              decide.call("get_points")
                    .tell("By rule: {balance}")
                    .otherwise("No points by rule", "No points by rule");
            end
            """;

    private static RunningDragoman dragoman;
    private static HttpServer model;
    private static volatile String asked = "";

    @BeforeAll
    static void start() throws IOException {
        dragoman = Shared.demo();
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext(
                "/",
                exchange -> {
                    asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    var answer =
                            """
                            {"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,
                            "finish_reason":"stop","message":{"role":"assistant","content":"hm"}}],
                            "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
                            """
                                    .getBytes(UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        model.start();
        Folders.put(
                dragoman.etc().resolve(MODEL),
                "provider = openai\nbaseUrl = http://127.0.0.1:%d/v1\napiKey = k\nmodel = m\n"
                        .formatted(model.getAddress().getPort()));
        Folders.put(dragoman.rules().resolve("faces.drl"), RULE);
    }

    @AfterAll
    static void tidyUp() throws IOException {
        Files.deleteIfExists(dragoman.etc().resolve(MODEL));
        Files.deleteIfExists(dragoman.rules().resolve("faces.drl"));
        Files.deleteIfExists(dragoman.deploy().resolve("points.jar"));
        model.stop(0);
    }

    private static boolean modelIsOffered(Visitor visitor) {
        visitor.ask("blorp zint quux " + System.nanoTime());
        return asked.contains(TOOL);
    }

    private static Map<String, BooleanSupplier> faces(Visitor visitor, Mcp mcp) {
        var faces = new LinkedHashMap<String, BooleanSupplier>();
        faces.put("mcp", () -> mcp.tools().contains(TOOL));
        faces.put(
                "rest",
                () -> dragoman.api("admin").get("/api/v1/openapi.json").text().contains(TOOL));
        faces.put("dialogue", () -> visitor.ask("我有多少积分").text().contains("1280"));
        faces.put("rule", () -> visitor.ask("points by rule").text().contains("1280"));
        faces.put("model", () -> modelIsOffered(visitor));
        return faces;
    }

    /** How long after a moment each face is as it should be; they are asked one after another. */
    private static Map<String, Duration> until(
            long begun, Map<String, BooleanSupplier> faces, boolean there) {
        var took = new LinkedHashMap<String, Duration>();
        faces.forEach(
                (name, face) -> {
                    eventually(
                            Duration.ofSeconds(30),
                            () -> assertThat(face.getAsBoolean()).as(name).isEqualTo(there));
                    took.put(name, Duration.ofNanos(System.nanoTime() - begun));
                });
        return took;
    }

    @Test
    void aSkillHasFiveFacesAsLongAsItsJarIsThere() throws IOException {
        var name = "io.dragoman.skill.points-" + System.getProperty("itests.version") + ".jar";
        var jar = Path.of(System.getProperty("itests.plugins")).resolve(name);
        try (var visitor = Visitor.customer(dragoman, "zh-CN", "C1001")) {
            eventually(
                    Duration.ofSeconds(30),
                    () ->
                            assertThat(visitor.ask("points by rule").text())
                                    .contains("No points by rule"));
            var faces = faces(visitor, new Mcp(dragoman.api("agent1")));
            assertThat(List.copyOf(faces.values()))
                    .allSatisfy(face -> assertThat(face.getAsBoolean()).isFalse());

            Folders.put(dragoman.deploy().resolve("points.jar"), Folders.read(jar));
            var came = until(System.nanoTime(), faces, true);
            Files.delete(dragoman.deploy().resolve("points.jar"));
            var went = until(System.nanoTime(), faces, false);

            came.forEach((face, took) -> Promise.kept("The face " + face, took, SECOND));
            went.forEach((face, took) -> Promise.kept("Its end: " + face, took, SECOND));
        }
    }

    private static String rule(String name, String call) {
        return """
        package faces;
        import io.dragoman.api.rules.Fact.*;
        global io.dragoman.api.rules.Decide decide;
        rule "%s"
        when
          Message( is("%s") )
        then
          %s.otherwise("None by rule", "None by rule");
        end
        """
                .formatted(name, name, call);
    }

    private static void hasAllFaces(Visitor visitor, String tool, String ruleName, String answer) {
        var mcp = new Mcp(dragoman.api("agent1"));
        eventually(Duration.ofSeconds(30), () -> assertThat(mcp.tools()).contains(tool));
        eventually(
                Duration.ofSeconds(30),
                () -> assertThat(visitor.ask(ruleName).text()).isEqualTo(answer));
        eventually(
                Duration.ofSeconds(30),
                () -> {
                    visitor.ask("blorp zint quux " + System.nanoTime());
                    assertThat(asked).contains(tool);
                });
        assertThat(dragoman.api("admin").get("/api/v1/openapi.json").text()).contains(tool);
    }

    private static void hasNoFaceLeft(Visitor visitor, String tool, String ruleName) {
        var mcp = new Mcp(dragoman.api("agent1"));
        eventually(Duration.ofSeconds(30), () -> assertThat(mcp.tools()).doesNotContain(tool));
        assertThat(visitor.ask(ruleName).text()).isEqualTo("None by rule");
        visitor.ask("blorp zint quux " + System.nanoTime());
        assertThat(asked).doesNotContain(tool);
        assertThat(dragoman.api("admin").get("/api/v1/openapi.json").text()).doesNotContain(tool);
    }

    @Test
    void aModuleOfAStrangerHasTheSameFaces() throws IOException {
        var call =
                "decide.call(\"shipping_fee\").with(\"weight\", 3).with(\"region\", \"near\").tell(\"By rule: {yuan}\")";
        var rules = dragoman.rules().resolve("fee.drl");
        var module = dragoman.deploy().resolve("fee.wasm");
        var sample = dragoman.home().resolve("samples/shipping-fee/shipping-fee.wasm");
        try (var visitor = Visitor.in(dragoman, "en")) {
            Folders.put(rules, rule("fee by rule", call));
            Folders.put(module, Folders.read(sample));
            hasAllFaces(visitor, "shipping_fee", "fee by rule", "By rule: 8");
            Files.delete(module);
            hasNoFaceLeft(visitor, "shipping_fee", "fee by rule");
        } finally {
            Files.deleteIfExists(rules);
            Files.deleteIfExists(module);
        }
    }

    @Test
    void aYamlFileHasTheSameFaces() throws IOException {
        var call =
                "decide.call(\"warranty_of\").with(\"serial\", \"KT204518\")"
                        + ".tell(\"By rule: {article}\")";
        var rules = dragoman.rules().resolve("warranty.drl");
        var file = dragoman.deploy().resolve("faces.yaml");
        var settings = dragoman.etc().resolve("dragoman.skill.warranty.cfg");
        try (var shop = new LegacyPhp();
                var visitor = Visitor.in(dragoman, "en")) {
            Folders.put(settings, "shop = " + shop.address() + "\nkey = k-123\n");
            Folders.put(rules, rule("warranty by rule", call));
            Folders.put(file, Folders.read(dragoman.home().resolve("samples/warranty.yaml")));
            hasAllFaces(visitor, "warranty_of", "warranty by rule", "By rule: Kettle");
            Files.delete(file);
            hasNoFaceLeft(visitor, "warranty_of", "warranty by rule");
        } finally {
            Files.deleteIfExists(rules);
            Files.deleteIfExists(file);
            Files.deleteIfExists(settings);
        }
    }

    @Test
    void aVisitorsTokenCallsToolsOnlyForThatVisitor() throws IOException {
        var name = "io.dragoman.skill.points-" + System.getProperty("itests.version") + ".jar";
        var jar = Path.of(System.getProperty("itests.plugins")).resolve(name);
        Folders.put(dragoman.deploy().resolve("points.jar"), Folders.read(jar));
        try (var visitor = Visitor.customer(dragoman, "zh-CN", "C1001")) {
            visitor.ask("你好");
            var own = dragoman.api().bearing(visitor.token());
            var path = "/api/v1/skills/points/tools/" + TOOL;
            eventually(
                    Duration.ofSeconds(20),
                    () -> assertThat(own.post(path, Map.of()).text()).contains("1280"));
            assertThat(own.post(path + "?customer=C1002", Map.of()).status()).isEqualTo(403);
            assertThat(own.get("/api/v1/service-tokens").status()).isEqualTo(401);
        } finally {
            Files.deleteIfExists(dragoman.deploy().resolve("points.jar"));
        }
    }
}
