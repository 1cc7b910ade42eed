package io.dragoman.store.sql;

import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.StoreException;
import io.dragoman.store.sql.LogBatch.Key;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches to the log, each in one transaction. Thread-safe; batches that touch the same
 * conversations wait for each other in the database, so several nodes may write.
 *
 * <p>A batch is tried with what is known of its conversations from before, on the condition that
 * their versions are still the same, and in the hope that no client key stands in the log already.
 * When that was wrong nothing is written, and it is tried again with all that has to be known read
 * under lock.
 */
final class LogWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

    private static final long CACHED_CHARACTERS = 24_000_000;
    private static final int SEEN_KEYS = 1 << 18;

    /** On what a batch relies. */
    private enum Basis {
        /** What was seen before. */
        MEMORY,
        /** What is read under lock. */
        DATABASE
    }

    private final Database database;
    private final Trees trees;
    private final LogCommits commits;
    private final RowCache cache = new RowCache(CACHED_CHARACTERS);
    private final SeenKeys seen = new SeenKeys(SEEN_KEYS);

    LogWriter(Database database, Trees trees, LogCommits commits) {
        this.database = database;
        this.trees = trees;
        this.commits = commits;
    }

    List<Outcome> write(List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        try {
            return trustingly(entries);
        } catch (SQLException e) {
            if (Dialect.isAboutData(e)) {
                return oneByOne(entries, e);
            }
            throw new StoreException("Cannot write to the log", e);
        }
    }

    private List<Outcome> trustingly(List<Entry> entries) throws SQLException {
        try {
            return attempt(entries, Basis.MEMORY);
        } catch (SQLTransientConnectionException e) {
            throw e;
        } catch (SQLException e) {
            boolean worthIt =
                    e instanceof StaleException
                            || Dialect.isNotUnique(e)
                            || Dialect.isTransient(e)
                            || Dialect.isLost(e);
            if (!worthIt) {
                throw e;
            }
            cache.forget(conversations(entries));
            return Retries.run(() -> attempt(entries, Basis.DATABASE));
        }
    }

    /**
     * The database refused a value that was let through before: find out whose it is, so that the
     * others get in.
     */
    private List<Outcome> oneByOne(List<Entry> entries, SQLException why) {
        if (entries.size() == 1) {
            return List.of(refused(entries.getFirst(), why));
        }
        var outcomes = new ArrayList<Outcome>();
        for (var entry : entries) {
            outcomes.addAll(write(List.of(entry)));
        }
        return outcomes;
    }

    private Outcome refused(Entry entry, SQLException why) {
        LOG.error("The database refuses a change of {}", entry.conversationId(), why);
        try (var connection = database.logConnection()) {
            var rows = new LogLookup(connection, trees).lock(List.of(entry.conversationId()));
            connection.rollback();
            var row = rows.get(entry.conversationId());
            return row == null
                    ? new Outcome.Missing()
                    : new Outcome.Refused(
                            row.conversation(),
                            "error",
                            "The database refuses: " + why.getMessage());
        } catch (SQLException e) {
            throw new StoreException("Cannot read conversation " + entry.conversationId(), e);
        }
    }

    private List<Outcome> attempt(List<Entry> entries, Basis basis) throws SQLException {
        try (var connection = database.logConnection()) {
            try {
                return transact(connection, entries, basis);
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private List<Outcome> transact(Connection connection, List<Entry> entries, Basis basis)
            throws SQLException {
        var lookup = new LogLookup(connection, trees);
        var ids = conversations(entries);
        var rows = basis == Basis.MEMORY ? remembered(lookup, ids) : lookup.lock(ids);
        var keys = keys(entries, rows.keySet());
        var asked = basis == Basis.MEMORY ? keys.stream().filter(seen::maybe).toList() : keys;
        var batch = new LogBatch(trees, rows, lookup.byKey(asked));
        entries.forEach(batch::apply);
        if (basis == Basis.MEMORY) {
            check(lookup, batch.unchanged());
        }
        var outcomes = commits.write(connection, batch);
        cache.keep(batch.latest());
        seen.keep(keys);
        return outcomes;
    }

    /** What is known of conversations, and those read of which nothing or too little is known. */
    private Map<String, ConversationRow> remembered(LogLookup lookup, Set<String> ids)
            throws SQLException {
        var rows = cache.known(ids);
        var others = new TreeSet<>(ids);
        others.removeAll(rows.keySet());
        rows.putAll(lookup.lock(others));
        return rows;
    }

    /** Whoever is refused or answered with what stood there must not be so on old knowledge. */
    private static void check(LogLookup lookup, List<ConversationRow> rows) throws SQLException {
        if (!rows.isEmpty()) {
            var versions =
                    lookup.versions(rows.stream().map(row -> row.conversation().id()).toList());
            for (var row : rows) {
                if (!Objects.equals(versions.get(row.conversation().id()), row.version())) {
                    throw new StaleException();
                }
            }
        }
    }

    private static Set<String> conversations(List<Entry> entries) {
        return entries.stream().map(Entry::conversationId).collect(Collectors.toSet());
    }

    private static Set<Key> keys(List<Entry> entries, Collection<String> conversations) {
        return entries.stream()
                .filter(entry -> conversations.contains(entry.conversationId()))
                .flatMap(
                        entry ->
                                entry
                                        .clientKey()
                                        .filter(key -> key.length() <= LogBatch.MAX_CLIENT_KEY)
                                        .map(key -> new Key(entry.conversationId(), key))
                                        .stream())
                .collect(Collectors.toSet());
    }
}
