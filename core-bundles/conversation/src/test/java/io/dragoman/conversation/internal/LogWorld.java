package io.dragoman.conversation.internal;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A log over a real store, with a gate between them. */
abstract class LogWorld {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir Path folder;
    EmbeddedStores stores;
    final LogGate gate = new LogGate();
    final OrderedLogFeed feed = new OrderedLogFeed();
    GroupCommitLog log;

    @BeforeEach
    final void open() {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        log = log(Map.of());
    }

    GroupCommitLog log(Map<String, Object> config) {
        return new GroupCommitLog(
                gate.before(stores.log()), feed, Configs.of(GroupCommitLog.Config.class, config));
    }

    @AfterEach
    final void close() throws InterruptedException {
        gate.open();
        log.close();
        stores.close();
    }

    String conversation(String user) {
        return stores.log()
                .open(
                        new LogStore.Opening(
                                "c-" + user,
                                "p-" + user,
                                "demo",
                                new Address("web", "default", user),
                                true,
                                "en",
                                "",
                                NOW))
                .id();
    }

    static Entry entry(String id, String text) {
        var draft =
                new Draft(
                        NOW,
                        new Author(Kind.VISITOR, "p", ""),
                        List.of(Part.text(text)),
                        Optional.empty(),
                        Optional.empty());
        return new Entry(id, Optional.empty(), now -> Change.Write.of(now, draft));
    }

    static String text(Message message) {
        return Part.firstText(message.parts()).orElseThrow();
    }

    static Outcome await(CompletableFuture<Outcome> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
