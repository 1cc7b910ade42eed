package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.SkillJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The first days of an installation in the profile {@code prod}. */
@TestMethodOrder(OrderAnnotation.class)
class ProductionIT {

    private static final String OWN = "correct horse battery 1";
    private static final String PROMPT = "admin password";

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = RunningDragoman.start("prod", "prod", Map.of());
    }

    @AfterAll
    static void stop() {
        dragoman.close();
    }

    private static String shownPassword() {
        var line =
                dragoman.output()
                        .lines()
                        .filter(text -> text.startsWith(PROMPT))
                        .findFirst()
                        .orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static Api.Answer signIn(String username, String password) {
        return dragoman.api()
                .post("/api/v1/session", Map.of("username", username, "password", password));
    }

    @Test
    @Order(1)
    void thereAreNoDemoUsersAndNoDemoShop() {
        for (var username : new String[] {"admin", "supervisor", "analyst", "agent1", "agent2"}) {
            assertThat(signIn(username, "dragoman").status()).isEqualTo(401);
        }
        assertThat(dragoman.api().get("/").status()).isEqualTo(200);
        assertThat(dragoman.api().get("/").text()).doesNotContain("C1001");
        assertThat(dragoman.output()).doesNotContain("agent1");
    }

    @Test
    @Order(2)
    void theOneTimePasswordIsShownOnceAndIsInNoLog() {
        assertThat(dragoman.output().lines().filter(line -> line.startsWith(PROMPT))).hasSize(1);
        assertThat(shownPassword()).hasSizeGreaterThan(11);
        assertThat(dragoman.log()).doesNotContain(shownPassword());
    }

    @Test
    @Order(3)
    void theOneTimePasswordHasToBeChangedFirst() {
        var admin = dragoman.api().signIn("admin", shownPassword());
        assertThat(admin.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/plugins").status()).isEqualTo(403);

        var short_ = Map.of("current", shownPassword(), "next", "short");
        assertThat(admin.put("/api/v1/session/password", short_).status()).isBetween(400, 422);
        var change = Map.of("current", shownPassword(), "next", OWN);
        assertThat(admin.put("/api/v1/session/password", change).status() / 100).isEqualTo(2);

        assertThat(signIn("admin", shownPassword()).status()).isEqualTo(401);
        // Tokens know seconds only: one of the second of the change is void as those before.
        eventually(
                Duration.ofSeconds(5),
                () -> dragoman.api().signIn("admin", OWN).get("/api/v1/users").ok());
    }

    @Test
    @Order(4)
    void aRestartShowsNoPasswordAgain() {
        dragoman.restart();

        assertThat(dragoman.output().lines().filter(line -> line.startsWith(PROMPT))).hasSize(1);
        dragoman.api().signIn("admin", OWN).get("/api/v1/users").ok();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static JsonNode plugin(Api admin, String file) {
        for (var plugin : admin.get("/api/v1/plugins").ok().path("items")) {
            if (plugin.path("file").asText().equals(file)) {
                return plugin;
            }
        }
        throw new AssertionError("no plug-in " + file);
    }

    private static void is(Api admin, String file, String state, String reason) {
        eventually(
                Duration.ofSeconds(10),
                () -> {
                    assertThat(plugin(admin, file).path("state").asText()).isEqualTo(state);
                    assertThat(plugin(admin, file).path("reason").asText()).contains(reason);
                });
    }

    @Test
    @Order(5)
    void onlyJarsSignedByATrustedKeyAreTaken() throws Exception {
        var admin = dragoman.api().signIn("admin", OWN);
        var work = Files.createDirectories(dragoman.home().resolve("data/keys"));
        var store = work.resolve("keys.p12").toString();
        var pem = work.resolve("acme.pem").toString();
        var login = new String[] {"-keystore", store, "-storepass", "changeit"};
        run(
                concat(
                        login,
                        tool("keytool"),
                        "-genkeypair",
                        "-alias",
                        "acme",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=acme"));
        run(concat(login, tool("keytool"), "-exportcert", "-rfc", "-alias", "acme", "-file", pem));
        var jar = dragoman.deploy().resolve("signed.jar");
        var bytes = SkillJar.saying("signed", "1.0.0", "I am signed").bytes();
        Folders.put(jar, bytes);
        is(admin, "signed.jar", "REFUSED", "it is not signed");
        var upload = admin.put("/api/v1/plugins/other.jar", bytes);
        assertThat(upload.status()).isEqualTo(422);
        assertThat(upload.text()).contains("not signed");

        var signed = work.resolve("signed.jar");
        Files.write(signed, bytes);
        run(concat(login, tool("jarsigner"), signed.toString(), "acme"));
        Folders.put(jar, Files.readAllBytes(signed));
        is(admin, "signed.jar", "REFUSED", "CN=acme, who is not trusted");

        run(dragoman.home().resolve("bin/dragoman").toString(), "keys", "add", "acme", pem);
        is(admin, "signed.jar", "UP", "");
        assertThat(plugin(admin, "signed.jar").path("signer").asText()).isEqualTo("acme");
        eventually(
                Duration.ofSeconds(5),
                () ->
                        assertThat(admin.get("/api/v1/audit?action=plugin-key.add").ok().toString())
                                .contains("acme"));

        assertThat(admin.delete("/api/v1/plugin-keys/acme").status()).isEqualTo(204);
        is(admin, "signed.jar", "REFUSED", "not trusted");
        assertThat(dragoman.part("skill/signed")).isEmpty();
        var key = Map.of("name", "acme", "certificate", Files.readString(Path.of(pem)));
        admin.post("/api/v1/plugin-keys", key).ok();
        is(admin, "signed.jar", "UP", "");
    }

    /** As {@code openssl dgst -sha256 -sign} does it, with the key of the test before. */
    private static byte[] signature(byte[] content) throws Exception {
        var store = dragoman.home().resolve("data/keys/keys.p12").toFile();
        var password = "changeit".toCharArray();
        var key = (PrivateKey) KeyStore.getInstance(store, password).getKey("acme", password);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }

    @Test
    @Order(6)
    void aYamlFileNeedsASignatureBesideIt() throws Exception {
        var admin = dragoman.api().signIn("admin", OWN);
        var content = Folders.read(dragoman.home().resolve("samples/warranty.yaml"));
        Folders.put(dragoman.deploy().resolve("w.yaml"), content);
        is(admin, "w.yaml", "REFUSED", "needs its signature beside it");
        assertThat(admin.put("/api/v1/plugins/v.yaml", content).text()).contains("not signed");

        Folders.put(dragoman.deploy().resolve("w.yaml.sig"), signature("other".getBytes(UTF_8)));
        is(admin, "w.yaml", "REFUSED", "the signature of another content");

        admin.put("/api/v1/plugins/w.yaml.sig", signature(content)).ok();
        is(admin, "w.yaml", "UP", "");
        assertThat(plugin(admin, "w.yaml").path("signer").asText()).isEqualTo("acme");
    }

    private static String[] concat(String[] login, String tool, String... arguments) {
        var command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        // The jar and its key stand at the end, after all options.
        command.addAll(tool.endsWith("jarsigner") ? 1 : command.size(), List.of(login));
        return command.toArray(String[]::new);
    }
}
