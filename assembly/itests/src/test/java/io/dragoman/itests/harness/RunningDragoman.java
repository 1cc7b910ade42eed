package io.dragoman.itests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The distribution as a process of its own, started with {@code bin/dragoman run} on a free port,
 * as operators do. It ends with the tests' JVM at the latest.
 */
public final class RunningDragoman implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(120);

    private final Path home;
    private final Path output;
    private final int port;
    private final Map<String, String> environment;
    private Optional<Process> process = Optional.empty();

    private RunningDragoman(Path home, int port, Map<String, String> environment) {
        this.home = home;
        this.output = home.resolveSibling(home.getFileName() + ".out");
        this.port = port;
        this.environment = environment;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-" + home.getFileName()));
    }

    /**
     * Starts a fresh installation and waits until it is ready.
     *
     * @param name of its folder
     * @param profile {@code demo} or {@code prod}
     * @param environment more variables
     */
    public static RunningDragoman start(
            String name, String profile, Map<String, String> environment) {
        var dragoman = prepare(name, profile, environment);
        dragoman.resume();
        return dragoman;
    }

    /** Makes a fresh installation without starting it. */
    public static RunningDragoman prepare(
            String name, String profile, Map<String, String> environment) {
        var distribution = Path.of(System.getProperty("itests.distribution"));
        var home = distribution.resolveSibling("instances").resolve(name);
        try {
            Folders.install(distribution, home);
            Files.deleteIfExists(home.resolveSibling(name + ".out"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot install into " + home, e);
        }
        var all = new HashMap<>(environment);
        all.put("DRAGOMAN_PROFILE", profile);
        return new RunningDragoman(home, freePort(), all);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    /** Starts on the data that is there, and waits until it is ready; answers how long it took. */
    public Duration resume() {
        long begun = System.nanoTime();
        launch();
        waitUntilUp();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void launch() {
        var builder =
                new ProcessBuilder(home.resolve("bin/dragoman").toString(), "run")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        var variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("DRAGOMAN_"));
        variables.putAll(environment);
        variables.put("PORT", Integer.toString(port));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        try {
            process = Optional.of(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + builder.command(), e);
        }
    }

    private void waitUntilUp() {
        Awaiting.eventually(
                START,
                () -> {
                    if (!process.orElseThrow().isAlive()) {
                        throw new Awaiting.Hopeless("It has ended:\n" + output());
                    }
                    var health = api().get("/health");
                    if (health.status() != 200) {
                        throw new AssertionError(health.body() + "\n" + output());
                    }
                });
        Awaiting.eventually(START, () -> announcement("console"));
        warmUp();
    }

    /**
     * On a machine that does other things meanwhile, the first turns of a fresh process may be so
     * slow that stages run into their time limits.
     */
    private void warmUp() {
        Awaiting.eventually(
                START,
                () -> {
                    try (var visitor = Visitor.in(this, "en")) {
                        var answer = visitor.ask("hello").text();
                        if (!answer.contains("Hello")) {
                            throw new AssertionError("'hello' is answered by " + answer);
                        }
                    }
                });
    }

    /** What a line printed when ready says, such as {@code shop}. */
    public String announcement(String name) {
        return output().lines()
                .filter(line -> line.startsWith(name + ": "))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(name.length() + 2))
                .orElseThrow(() -> new AssertionError("No line '" + name + ":' in\n" + output()));
    }

    /** All it has printed so far, over all starts. */
    public String output() {
        return text(output);
    }

    /** Its log. */
    public String log() {
        return text(home.resolve("data/logs/dragoman.log"));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that is not signed in. */
    public Api api() {
        return new Api(uri("http"));
    }

    /** A client signed in as a demo user. */
    public Api api(String username) {
        return api().signIn(username, "dragoman");
    }

    /** The part of {@code /health} with this id; empty when there is none. */
    public Optional<JsonNode> part(String id) {
        for (var part : api().get("/health").body().path("parts")) {
            if (part.path("id").asText().equals(id)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    /** The visitors' socket. */
    public URI visitors() {
        return URI.create(uri("ws") + "/ws/visitor");
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The installation. */
    public Path home() {
        return home;
    }

    /** Where skills are dropped. */
    public Path deploy() {
        return home.resolve("deploy");
    }

    /** Where rules lie. */
    public Path rules() {
        return home.resolve("rules");
    }

    /** Where configurations lie. */
    public Path etc() {
        return home.resolve("etc");
    }

    /** The process of the JVM. */
    public long pid() {
        return process.orElseThrow().pid();
    }

    /** Stops it in order, as Ctrl-C does, and starts it again; answers how long the start took. */
    public Duration restart() {
        stop();
        return resume();
    }

    /** Stops it in order. */
    public void stop() {
        process.ifPresent(
                running -> {
                    running.destroy();
                    if (!ended(running)) {
                        running.destroyForcibly();
                        throw new AssertionError("It does not stop within " + STOP);
                    }
                });
        process = Optional.empty();
    }

    /** Ends it without warning, as {@code kill -9} does. */
    public void kill() {
        process.ifPresent(
                running -> {
                    running.destroyForcibly();
                    ended(running);
                });
        process = Optional.empty();
    }

    private static boolean ended(Process running) {
        try {
            return running.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
