package io.dragoman.store.sql;

import io.dragoman.storage.Message;
import io.dragoman.store.sql.LogBatch.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The statements of the log's writer, on one connection. As few round trips as there are tables to
 * write; rows travel in JDBC batches, which MariaDB takes in bulk. Not thread-safe.
 */
final class LogStatements {

    private static final String INSERT_TRACE =
            "INSERT INTO message_trace (conversation_id, seq, site, trace) VALUES (?, ?, ?, ?)";
    private static final String INSERT_TICKET =
            "INSERT INTO ticket (id, site, conversation_id, contact_id, team, subject, body, state,"
                    + " comments, created_at_us, updated_at_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_OUTBOX =
            "INSERT INTO outbox (id, site, conversation_id, seq, channel, account, address_user,"
                    + " state, attempts, due_at_us, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_CHANGE =
            "INSERT INTO desk_change (dseq, site, conversation_id, from_seq, to_seq, batch)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";
    private static final String LOCK_COUNTER =
            "SELECT counter_value FROM counter WHERE name = 'dseq' FOR UPDATE";

    private final Connection connection;
    private final Dialect dialect;
    private final Trees trees;
    private final Clock clock;

    LogStatements(Connection connection, Dialect dialect, Trees trees, Clock clock) {
        this.connection = connection;
        this.dialect = dialect;
        this.trees = trees;
        this.clock = clock;
    }

    /** A way to write the rows of one effect. */
    private interface Rows {
        void add(Binder binder, Effect effect, long dseq) throws SQLException;
    }

    /**
     * Writes a batch and answers the desk number of its first effect. The counter is locked last
     * and until the commit: numbers have no gaps, and whoever sees one sees all before it.
     *
     * @param token tells this transaction from all others, see {@link #isCommitted}
     * @throws StaleException when a conversation is not of the version that the batch began with
     */
    long write(LogBatch batch, long token) throws SQLException {
        var effects = batch.effects();
        Predicate<Effect> speaks = effect -> !effect.messages().isEmpty();
        update(batch);
        insert(MessageRows.INSERT, effects, 0, this::messages, speaks);
        insert(INSERT_TRACE, effects, 0, LogStatements::traces, e -> e.write().trace().isPresent());
        insert(INSERT_OUTBOX, effects, 0, LogStatements::outbox, e -> !e.conversation().live());
        insert(INSERT_TICKET, effects, 0, this::tickets, e -> !e.write().tickets().isEmpty());
        long first = nextDseq(effects.size());
        new BesideStatements(connection, clock).write(effects, first);
        insert(INSERT_CHANGE, effects, first, (b, e, dseq) -> change(b, e, dseq, token), e -> true);
        return first;
    }

    private void insert(
            String sql, List<Effect> effects, long first, Rows rows, Predicate<Effect> any)
            throws SQLException {
        if (effects.stream().noneMatch(any)) {
            return;
        }
        try (var statement = connection.prepareStatement(sql)) {
            var binder = new Binder(statement);
            for (int i = 0; i < effects.size(); i++) {
                rows.add(binder, effects.get(i), first + i);
            }
            if (binder.rows() > 0) {
                statement.executeBatch();
            }
        }
    }

    private void messages(Binder binder, Effect effect, long dseq) throws SQLException {
        for (var numbered : effect.messages()) {
            MessageRows.bind(
                    binder, numbered.message(), numbered.parts(), effect.conversation().site());
            binder.addBatch();
        }
    }

    private static void traces(Binder binder, Effect effect, long dseq) throws SQLException {
        if (effect.write().trace().isPresent() && !effect.messages().isEmpty()) {
            binder.text(effect.conversation().id())
                    .number(effect.messages().getFirst().message().seq())
                    .text(effect.conversation().site())
                    .text(effect.write().trace().get().json())
                    .addBatch();
        }
    }

    private static void outbox(Binder binder, Effect effect, long dseq) throws SQLException {
        var conversation = effect.conversation();
        if (conversation.live()) {
            return;
        }
        for (var numbered : effect.messages()) {
            var message = numbered.message();
            if (message.from().kind() != Message.Kind.VISITOR) {
                binder.text(conversation.id() + "-" + message.seq())
                        .text(conversation.site())
                        .text(conversation.id())
                        .number(message.seq())
                        .text(conversation.address().channel())
                        .text(conversation.address().account())
                        .text(conversation.address().user())
                        .text("PENDING")
                        .number(0)
                        .instant(message.at())
                        .text("")
                        .addBatch();
            }
        }
    }

    private void tickets(Binder binder, Effect effect, long dseq) throws SQLException {
        var conversation = effect.conversation();
        for (var ticket : effect.write().tickets()) {
            var now = clock.instant();
            binder.text(ticket.id())
                    .text(conversation.site())
                    .text(conversation.id())
                    .text(conversation.contactId())
                    .text(ticket.team())
                    .text(Columns.fit(ticket.subject(), TicketRows.SUBJECT))
                    .text(ticket.body())
                    .text("OPEN")
                    .text("[]")
                    .instant(now)
                    .instant(now)
                    .addBatch();
        }
    }

    private static void change(Binder binder, Effect effect, long dseq, long token)
            throws SQLException {
        long to = effect.conversation().lastSeq();
        binder.number(dseq)
                .text(effect.conversation().site())
                .text(effect.conversation().id())
                .number(to - effect.messages().size() + 1)
                .number(to)
                .number(token)
                .addBatch();
    }

    /** Fills one row of an update. */
    private interface Change {
        void bind(Binder binder, ConversationRow before, ConversationRow after) throws SQLException;
    }

    private void update(LogBatch batch) throws SQLException {
        var kinds =
                batch.changed().stream()
                        .collect(
                                Collectors.partitioningBy(
                                        row -> TalkUpdate.isEnough(batch.before(row), row)));
        update(
                batch,
                kinds.get(true),
                TalkUpdate.SQL,
                (binder, before, after) -> TalkUpdate.bind(binder, after, before.version()));
        update(
                batch,
                kinds.get(false),
                ConversationTable.UPDATE,
                (binder, before, after) ->
                        ConversationTable.bindUpdate(binder, trees, after, before.version()));
    }

    private void update(LogBatch batch, List<ConversationRow> rows, String sql, Change change)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(sql)) {
            var binder = new Binder(statement);
            for (var row : rows) {
                change.bind(binder, batch.before(row), row);
                binder.addBatch();
            }
            if (changed(statement, statement.executeBatch()) != rows.size()) {
                throw new StaleException();
            }
        }
    }

    /** How many rows a JDBC batch found; MariaDB counts them by what it was sent at once. */
    private static long changed(Statement statement, int... counts) throws SQLException {
        if (Arrays.stream(counts).noneMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
            return Arrays.stream(counts).sum();
        }
        long found = 0;
        for (int some = statement.getUpdateCount(); some >= 0; some = statement.getUpdateCount()) {
            found += some;
            statement.getMoreResults();
        }
        return found;
    }

    private long nextDseq(int count) throws SQLException {
        return dialect.add(connection, count) - count + 1;
    }

    private void lockCounter() throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_COUNTER);
                var rows = statement.executeQuery()) {
            rows.next();
        }
    }

    /**
     * Whether the transaction with this token got through. Waits for the counter's lock, so a
     * transaction that the server is still working on has ended, one way or the other.
     */
    boolean isCommitted(long dseq, long token) throws SQLException {
        lockCounter();
        try (var statement =
                connection.prepareStatement("SELECT batch FROM desk_change WHERE dseq = ?")) {
            statement.setLong(1, dseq);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) == token;
            }
        }
    }
}
