package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.ConversationLists.Filter;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

abstract class FaultContract extends StoreContract {

    FaultContract(Engine engine) {
        super(engine);
    }

    @Test
    void bringsASchemaUpToDateOnlyOnce() throws SQLException {
        var location = engine.location("twice");
        long migrations;
        try (var first = Database.open(location, Engine.OPTIONS)) {
            use(first);
            migrations = count("schema_history WHERE version IS NOT NULL");
        }
        try (var again = Database.open(location, Engine.OPTIONS)) {
            use(again);
            assertThat(count("schema_history WHERE version IS NOT NULL")).isEqualTo(migrations);
            assertThat(count("counter")).isEqualTo(1);
        }
    }

    @Test
    void keepsEverythingOverARestart() throws SQLException {
        var location = engine.location("restart");
        Conversation before;
        try (var first = Database.open(location, Engine.OPTIONS)) {
            use(first);
            open("a", false);
            before = written(entry("c-a", visitor("你好 😀", "k1"), bot("hi"))).conversation();
            stores.settings().put("key", "value");
        }
        try (var second = Database.open(location, Engine.OPTIONS)) {
            use(second);
            assertThat(log.conversation("c-a")).contains(before);
            assertThat(texts("c-a")).containsExactly("你好 😀", "hi");
            assertThat(log.lastDseq()).isEqualTo(1);
            assertThat(stores.settings().get("key")).contains("value");
            assertThat(stores.outbox().item("c-a-2")).isPresent();
            assertThat(write(entry("c-a", visitor("你好 😀", "k1"))).getFirst())
                    .isInstanceOf(Outcome.Duplicate.class);
            assertThat(written(entry("c-a", visitor("more"))).dseq()).isEqualTo(2);
        }
    }

    @Test
    void writesOnceWhenItsConnectionsBreakMidWay() throws SQLException {
        try (var own = Database.open(engine.location("broken"), Engine.OPTIONS)) {
            use(own);
            open("a");
            var attempts = new AtomicInteger();
            var draft = visitor("one", "k1");
            var breaking =
                    new Entry(
                            "c-a",
                            Optional.of("k1"),
                            now -> {
                                if (attempts.incrementAndGet() == 1) {
                                    breakConnections(own);
                                }
                                return Change.Write.of(now, draft);
                            });
            var outcomes = write(entry("c-a", visitor("zero")), breaking);

            assertThat(outcomes).hasOnlyElementsOfType(Outcome.Written.class);
            assertThat(attempts).hasValue(2);
            assertThat(texts("c-a")).containsExactly("zero", "one");
            assertThat(log.lastDseq()).isEqualTo(2);
        }
    }

    /** As a network does that fails, or an operator who restarts the server. */
    private void breakConnections(Database victim) {
        try (var connection =
                Sources.of(engine.location("broken"), Engine.OPTIONS.patience()).getConnection()) {
            var mine = engine == Engine.H2 ? "SESSION_ID()" : "CONNECTION_ID()";
            var sessions =
                    engine == Engine.H2
                            ? "SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS"
                                    + " WHERE SESSION_ID <> "
                                    + mine
                            : "SELECT id FROM information_schema.processlist"
                                    + " WHERE db LIKE '%broken' AND id <> "
                                    + mine;
            try (var statement = connection.createStatement();
                    var other = connection.createStatement();
                    var rows = statement.executeQuery(sessions)) {
                while (rows.next()) {
                    other.execute(
                            engine == Engine.H2
                                    ? "CALL ABORT_SESSION(" + rows.getLong(1) + ")"
                                    : "KILL " + rows.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot break the connections of " + victim, e);
        }
    }

    @Test
    void refusesClearlyOnceItIsClosed() throws SQLException {
        var own = Database.open(engine.location("closed"), Engine.OPTIONS);
        use(own);
        open("a");
        own.close();

        assertThatThrownBy(() -> write(entry("c-a", visitor("one"))))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> log.list(Filter.ALL, Optional.empty(), 1))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(own::ping).isInstanceOf(StoreException.class);
    }

    /** A process of its own writes and says what was acknowledged, until it is killed. */
    @Test
    void keepsWhatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
        var acknowledged = Files.createTempFile("acknowledged", ".txt");
        var process = Victim.start(engine, acknowledged);
        try {
            awaitLines(process, acknowledged, 60);
        } finally {
            process.destroyForcibly().waitFor();
        }
        var lines = Files.readAllLines(acknowledged);
        // The last line may be half written.
        var sure = lines.subList(0, lines.size() - 1);
        try (var reopened = Database.open(engine.location("victim"), Engine.OPTIONS)) {
            use(reopened);
            var texts = texts("c-victim");
            assertThat(sure).hasSizeGreaterThan(50);
            assertThat(texts).startsWith(sure.toArray(String[]::new)).doesNotHaveDuplicates();
            assertThat(log.conversation("c-victim").orElseThrow().lastSeq())
                    .isEqualTo(texts.size());
            assertThat(log.lastDseq()).isEqualTo(texts.size());
        }
        Files.delete(acknowledged);
    }

    private static void awaitLines(Process process, Path file, int lines)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (Files.readAllLines(file).size() < lines && System.nanoTime() < end) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("the writer ended by itself")
                    .isFalse();
        }
    }

    @Test
    void answersAConflictByTryingAgain() throws SQLException {
        var attempts = new AtomicInteger();
        var result =
                Retries.run(
                        () -> {
                            if (attempts.incrementAndGet() < 4) {
                                throw new SQLException("deadlock", "40001", 1213);
                            }
                            return "done";
                        });
        assertThat(result).isEqualTo("done");
        assertThat(List.of(attempts.get())).containsExactly(4);
    }
}
