package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.Mcp;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One skill, five faces: all there soon after its jar came, and gone soon after it went. */
class FacesIT {

    private static final Logger LOG = LoggerFactory.getLogger(FacesIT.class);
    private static final String TOOL = "get_points";
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

            LOG.info("The five faces came after {} and went after {}", came, went);
            assertThat(came.get("mcp")).isLessThan(Duration.ofSeconds(5));
            assertThat(went.get("mcp")).isLessThan(Duration.ofSeconds(5));
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
