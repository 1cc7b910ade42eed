package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.ConversationEditor;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all stores share: an empty database and short words for common steps. */
abstract class StoreContract {

    static final String SITE = "demo";
    static final Instant START = Instant.parse("2026-11-21T08:00:00.123456Z");

    private static final List<String> TABLES =
            List.of(
                    "site",
                    "team",
                    "users",
                    "setting",
                    "contact",
                    "contact_address",
                    "conversation",
                    "message",
                    "message_trace",
                    "desk_change",
                    "event",
                    "event_subscription",
                    "event_delivery",
                    "event_attempt",
                    "arrival",
                    "outbox",
                    "ticket",
                    "note",
                    "quick_reply",
                    "rating",
                    "audit",
                    "article",
                    "upload");

    final Engine engine;
    final TestClock clock = TestClock.at(START);
    Database database;
    Stores stores;
    LogStore log;

    StoreContract(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void startEmpty() {
        engine.assumeAvailable();
        database = engine.shared();
        database.write(
                "clear",
                handle -> {
                    TABLES.forEach(table -> handle.execute("DELETE FROM " + table));
                    return handle.execute("UPDATE counter SET counter_value = 0");
                });
        use(database);
    }

    final void use(Database other) {
        database = other;
        stores = new Stores(other, Engine.trees(), clock, new Random());
        log = stores.log();
    }

    final Instant tick() {
        return clock.advance(Duration.ofMillis(1));
    }

    final Conversation open(String user) {
        return open(user, true);
    }

    /** A conversation with the id {@code c-user} of the contact {@code k-user}. */
    final Conversation open(String user, boolean live) {
        return log.open(opening(user, live));
    }

    final LogStore.Opening opening(String user, boolean live) {
        return new LogStore.Opening(
                "c-" + user,
                "k-" + user,
                SITE,
                address(user),
                live,
                "zh-CN",
                "Name of " + user,
                clock.instant());
    }

    static Address address(String user) {
        return new Address("web", "default", user);
    }

    final Draft visitor(String text) {
        return draft(Kind.VISITOR, text, Optional.empty());
    }

    final Draft visitor(String text, String clientKey) {
        return draft(Kind.VISITOR, text, Optional.of(clientKey));
    }

    final Draft bot(String text) {
        return draft(Kind.BOT, text, Optional.empty());
    }

    private Draft draft(Kind kind, String text, Optional<String> clientKey) {
        return new Draft(
                tick(),
                new Author(kind, "id-" + kind, "Name of " + kind),
                List.of(Part.text(text)),
                clientKey,
                Optional.empty());
    }

    static Entry entry(String id, Draft... drafts) {
        return new Entry(
                id,
                Arrays.stream(drafts).flatMap(draft -> draft.clientKey().stream()).findFirst(),
                now -> Change.Write.of(now, drafts));
    }

    static Entry change(String id, UnaryOperator<ConversationEditor> edit) {
        return new Entry(
                id, Optional.empty(), now -> Change.Write.of(edit.apply(now.edit()).done()));
    }

    final List<Outcome> write(Entry... entries) {
        return log.write(List.of(entries));
    }

    /** Writes one entry that must get in. */
    final Outcome.Written written(Entry entry) {
        return (Outcome.Written) write(entry).getFirst();
    }

    final List<String> texts(String conversationId) {
        return log.messages(conversationId, 0, 100_000).stream()
                .map(message -> Part.firstText(message.parts()).orElse(""))
                .toList();
    }

    final long count(String table) {
        return database.read(
                "count",
                handle ->
                        handle.createQuery("SELECT COUNT(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }
}
