package io.dragoman.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB server of a test's own: private data folder, free port on the loopback address,
 * flushing at each commit as in production. It ends with the JVM at the latest, and its files go
 * with it.
 *
 * <p>Needs {@code mariadbd} and {@code mariadb-install-db} on this machine; see {@link
 * #isInstalled}. Not thread-safe.
 */
public final class MariaDbServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NAME = "dragoman";

    private final Path folder;
    private final int port;
    private final Thread atExit = new Thread(this::discard, "mariadb-end");
    private Optional<Process> process = Optional.empty();

    private MariaDbServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Whether a MariaDB server can be started here. */
    public static boolean isInstalled() {
        return MariaDbPrograms.areInstalled();
    }

    /**
     * Whether tests must not do without MariaDB: where {@code CI} or {@code
     * DRAGOMAN_REQUIRE_MARIADB} is set, as a variable or as a system property.
     */
    public static boolean isRequired() {
        return Stream.of("CI", "DRAGOMAN_REQUIRE_MARIADB")
                .anyMatch(name -> System.getenv(name) != null || System.getProperty(name) != null);
    }

    /**
     * Starts a server with an empty database.
     *
     * @param folder for its files; what is there is deleted
     * @throws IllegalStateException when it does not come up; the message has its own words
     */
    public static MariaDbServer start(Path folder) {
        var server = new MariaDbServer(folder.toAbsolutePath(), freePort());
        try {
            server.install();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set up MariaDB in " + folder, e);
        }
        Runtime.getRuntime().addShutdownHook(server.atExit);
        server.resume();
        return server;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }

    private void install() throws IOException {
        deleteFiles();
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("init.sql"),
                """
                CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%1$s';
                GRANT ALL ON *.* TO '%1$s'@'127.0.0.1' WITH GRANT OPTION;
                """
                        .formatted(NAME));
        var install =
                MariaDbPrograms.launch(
                        log(),
                        command(
                                "mariadb-install-db",
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db"));
        if (!ended(install, PATIENCE) || install.exitValue() != 0) {
            throw new IllegalStateException("mariadb-install-db failed:\n" + output());
        }
    }

    private List<String> command(String program, String... options) {
        var command = new ArrayList<String>();
        command.add(program);
        command.add("--no-defaults");
        command.add("--datadir=" + folder.resolve("data"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        return command;
    }

    /** Starts the server on the files it has; it answers on return. */
    public void resume() {
        var started =
                MariaDbPrograms.launch(
                        log(),
                        command(
                                "mariadbd",
                                "--port=" + port,
                                "--bind-address=127.0.0.1",
                                "--socket=" + folder.resolve("s"),
                                "--pid-file=" + folder.resolve("pid"),
                                "--init-file=" + folder.resolve("init.sql"),
                                "--skip-name-resolve",
                                "--skip-log-bin",
                                "--innodb-flush-log-at-trx-commit=1",
                                "--innodb-buffer-pool-size=256M",
                                "--innodb-log-file-size=64M",
                                "--max-connections=200"));
        process = Optional.of(started);
        awaitAnswer(started);
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    /** The init file runs before the port opens, so an open port means that all is there. */
    private void awaitAnswer(Process started) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && started.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                if (socket.getInputStream().read() >= 0) {
                    return;
                }
            } catch (IOException notYet) {
                ended(started, Duration.ofMillis(50));
            }
        }
        started.destroyForcibly();
        throw new IllegalStateException("MariaDB does not come up:\n" + output());
    }

    private String output() {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** For {@code DRAGOMAN_DB_URL}. */
    public String url() {
        return url(NAME);
    }

    /** The address of another database on this server; it need not exist yet. */
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }

    /** A user with all rights. */
    public String user() {
        return NAME;
    }

    /** The user's password. */
    public String password() {
        return NAME;
    }

    /** Shuts the server down in order and waits until it has ended. */
    public void stop() {
        process.ifPresent(
                running -> {
                    running.destroy();
                    if (!ended(running, PATIENCE)) {
                        kill();
                    }
                });
        process = Optional.empty();
    }

    /** Ends the server at once, as a power cut would (but for the caches of the disk). */
    public void kill() {
        process.ifPresent(
                running -> {
                    running.destroyForcibly();
                    ended(running, PATIENCE);
                });
    }

    private static boolean ended(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the server and deletes its files. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        discard();
    }

    private void discard() {
        kill();
        process = Optional.empty();
        try {
            deleteFiles();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    private void deleteFiles() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
