package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The conversation log. Thread-safe. */
final class SqlLogStore implements LogStore {

    private static final int EXPORT_PAGE = 500;

    private static final String UNHANDLED =
            "SELECT "
                    + MessageRows.COLUMNS
                    + " FROM conversation c JOIN message m ON m.conversation_id = c.id"
                    + " AND m.seq > c.handled_seq AND m.author_kind = 'VISITOR'"
                    + " WHERE c.id = :id AND c.waiting_since_us IS NOT NULL"
                    + " ORDER BY m.seq LIMIT :limit";

    private final Database database;
    private final String messages;
    private final Trees trees;
    private final LogWriter writer;
    private final Openings openings;
    private final SqlConversationLists lists;
    private final SqlDeskChanges changes;
    private final DayExport days;

    SqlLogStore(Database database, Trees trees, LogWriter writer) {
        this.database = database;
        this.messages = messages(database.dialect());
        this.trees = trees;
        this.writer = writer;
        this.openings = new Openings(database, trees);
        this.lists = new SqlConversationLists(database, trees);
        this.changes = new SqlDeskChanges(database);
        this.days = new DayExport(database, trees);
    }

    /**
     * Along the primary key, so that a page of the longest conversation costs what any other does.
     */
    static String messages(Dialect dialect) {
        return "SELECT "
                + MessageRows.COLUMNS
                + " FROM message m WHERE m.conversation_id = :id AND m.seq > :after ORDER BY "
                + dialect.constant("m.conversation_id")
                + "m.seq LIMIT :limit";
    }

    @Override
    public List<Outcome> write(List<Entry> batch) {
        return writer.write(batch);
    }

    @Override
    public Optional<Conversation> conversation(String id) {
        return lists.byId(id);
    }

    @Override
    public List<Message> messages(String conversationId, long after, int limit) {
        return database.read(
                "read the messages of " + conversationId,
                handle ->
                        handle.createQuery(messages)
                                .bind("id", conversationId)
                                .bind("after", after)
                                .bind("limit", limit)
                                .map((row, context) -> MessageRows.read(row, trees))
                                .list());
    }

    @Override
    public Optional<Message> message(String conversationId, long seq) {
        return messages(conversationId, seq - 1, 1).stream()
                .filter(message -> message.seq() == seq)
                .findFirst();
    }

    @Override
    public Optional<String> trace(String conversationId, long seq) {
        return database.read(
                "read a trace of " + conversationId,
                handle ->
                        handle.createQuery(
                                        "SELECT trace FROM message_trace"
                                                + " WHERE conversation_id = :id AND seq = :seq")
                                .bind("id", conversationId)
                                .bind("seq", seq)
                                .mapTo(String.class)
                                .findOne());
    }

    @Override
    public List<Message> unhandled(String conversationId, int limit) {
        return database.read(
                "read what is to be answered in " + conversationId,
                handle ->
                        handle.createQuery(UNHANDLED)
                                .bind("id", conversationId)
                                .bind("limit", limit)
                                .map((row, context) -> MessageRows.read(row, trees))
                                .list());
    }

    @Override
    public List<String> conversationsWithUnhandled(int limit) {
        return database.read(
                "find conversations to be answered",
                handle ->
                        handle.createQuery(
                                        "SELECT id FROM conversation"
                                                + " WHERE waiting_since_us IS NOT NULL"
                                                + " ORDER BY waiting_since_us, id LIMIT :limit")
                                .bind("limit", limit)
                                .mapTo(String.class)
                                .list());
    }

    @Override
    public Conversation open(Opening opening) {
        return openings.open(opening);
    }

    @Override
    public Page<Conversation> list(Filter filter, Optional<String> cursor, int limit) {
        return lists.list(filter, cursor, limit);
    }

    @Override
    public List<Conversation> queue(String site, String team) {
        return lists.queue(Optional.of(site), Optional.of(team));
    }

    @Override
    public List<Conversation> allQueued() {
        return lists.queue(Optional.empty(), Optional.empty());
    }

    private record Load(String agent, int conversations) {}

    @Override
    public Map<String, Integer> loads() {
        return database
                .read(
                        "count the agents' conversations",
                        handle ->
                                handle.createQuery(
                                                "SELECT assignee, COUNT(*) AS held FROM conversation"
                                                        + " WHERE state = 'HUMAN'"
                                                        + " AND assignee IS NOT NULL"
                                                        + " GROUP BY assignee")
                                        .map(
                                                (row, context) ->
                                                        new Load(
                                                                row.getString("assignee"),
                                                                row.getInt("held")))
                                        .list())
                .stream()
                .collect(Collectors.toUnmodifiableMap(Load::agent, Load::conversations));
    }

    @Override
    public List<DeskChange> deskChanges(long after, int limit) {
        return changes.deskChanges(after, limit);
    }

    @Override
    public List<DeskNote> deskNotes(long after, long upTo) {
        return changes.deskNotes(after, upTo);
    }

    @Override
    public long lastDseq() {
        return changes.lastDseq();
    }

    @Override
    public Optional<String> arrived(Arrival arrival) {
        return database.read(
                "look for a platform's message",
                handle ->
                        handle.createQuery(
                                        "SELECT conversation_id FROM arrival WHERE channel = :channel"
                                                + " AND account = :account AND external_id = :id")
                                .bind("channel", arrival.channel())
                                .bind("account", arrival.account())
                                .bind("id", arrival.externalId())
                                .mapTo(String.class)
                                .findOne());
    }

    @Override
    public int forgetArrivals(Instant before, int limit) {
        return database.write(
                "forget ids of platforms' messages",
                handle ->
                        handle.createUpdate(
                                        "DELETE FROM arrival WHERE at_us < :before LIMIT :limit")
                                .bind("before", Columns.micros(before))
                                .bind("limit", limit)
                                .execute());
    }

    /**
     * Reads page by page while the stream is consumed: the log only grows, so that gives the same
     * as one long query without holding a connection for the reader's time.
     */
    @Override
    public Stream<Message> export(String conversationId) {
        return Stream.iterate(
                        messages(conversationId, 0, EXPORT_PAGE),
                        page -> !page.isEmpty(),
                        page ->
                                page.size() < EXPORT_PAGE
                                        ? List.of()
                                        : messages(
                                                conversationId, page.getLast().seq(), EXPORT_PAGE))
                .flatMap(List::stream);
    }

    @Override
    public Stream<Message> export(String site, Instant from, Instant to) {
        return days.messages(site, from, to);
    }
}
