package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationLists.Filter;
import io.dragoman.storage.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds conversations for the desk. Thread-safe. */
final class SqlConversationLists {

    /** Searching text goes through so many conversations at once, and at most through so many. */
    private static final int SEARCH_STEP = 200;

    private static final int SEARCH_AT_MOST = 2_000;

    private static final Comparator<Conversation> NEWEST_FIRST =
            Comparator.comparing(Conversation::lastActivityAt)
                    .thenComparing(Conversation::id)
                    .reversed();

    private static final String SELECT =
            "SELECT " + ConversationTable.COLUMNS + " FROM conversation c";

    private final Database database;
    private final Trees trees;
    private final TextSearch search;

    SqlConversationLists(Database database, Trees trees) {
        this.database = database;
        this.trees = trees;
        this.search = new TextSearch(trees);
    }

    Optional<Conversation> byId(String id) {
        return database.read(
                "read conversation " + id,
                handle ->
                        handle.createQuery(SELECT + " WHERE c.id = :id")
                                .bind("id", id)
                                .map((row, c) -> ConversationTable.read(row, trees).conversation())
                                .findOne());
    }

    /** Waiting conversations in the order they are to be taken. */
    List<Conversation> queue(Optional<String> site, Optional<String> team) {
        var conditions =
                new Conditions()
                        .equal("c.state", Optional.of(State.QUEUED.name()))
                        .equal("c.site", site)
                        .equal("c.team", team);
        return database.read(
                "read the queue",
                handle ->
                        conditions
                                .bindTo(
                                        handle.createQuery(
                                                SELECT
                                                        + conditions.where()
                                                        + " ORDER BY c.priority DESC,"
                                                        + " c.queued_at_us, c.id"))
                                .map((row, c) -> ConversationTable.read(row, trees).conversation())
                                .list());
    }

    Page<Conversation> list(Filter filter, Optional<String> cursor, int limit) {
        var start = Cursor.decode(cursor);
        var text = filter.text().map(String::strip).filter(t -> !t.isEmpty());
        if (text.isPresent()) {
            return database.read(
                    "search conversations",
                    handle -> search(handle, filter, text.get(), start, limit));
        }
        var rows =
                database.read(
                        "list conversations", handle -> newest(handle, filter, start, limit + 1));
        return Cursor.page(rows, limit, SqlConversationLists::position);
    }

    private static Cursor position(Conversation conversation) {
        return new Cursor(Columns.micros(conversation.lastActivityAt()), conversation.id());
    }

    /**
     * Asks for each state by itself, for then the index has the rows in order and a page costs the
     * same whether there are a thousand conversations or ten million. A person has few of them:
     * those are found by the person.
     */
    private List<Conversation> newest(Handle handle, Filter filter, Cursor after, int limit) {
        var states = filter.states().isEmpty() ? List.of(State.values()) : filter.states();
        var names = states.stream().map(State::name).distinct().toList();
        var found = new ArrayList<Conversation>();
        if (filter.contactId().isPresent()) {
            var conditions = conditions(filter).in("c.state IN (<states>)", "states", names);
            found.addAll(newest(handle, conditions, "", after, limit));
        } else {
            var sorted = database.dialect().constant("c.state");
            for (var state : names) {
                var conditions = conditions(filter).equal("c.state", Optional.of(state));
                found.addAll(newest(handle, conditions, sorted, after, limit));
            }
        }
        return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    private List<Conversation> newest(
            Handle handle, Conditions conditions, String sorted, Cursor after, int limit) {
        conditions.after(after, "c.last_activity_at_us", "c.id");
        var sql =
                SELECT
                        + conditions.where()
                        + " ORDER BY "
                        + sorted
                        + "c.last_activity_at_us DESC, c.id DESC LIMIT :limit";
        return conditions
                .bindTo(handle.createQuery(sql))
                .bind("limit", limit)
                .map((row, c) -> ConversationTable.read(row, trees).conversation())
                .list();
    }

    private Conditions conditions(Filter filter) {
        var conditions =
                new Conditions()
                        .equal("c.site", filter.site())
                        .equal("c.channel", filter.channel())
                        .equal("c.contact_id", filter.contactId());
        if (filter.assignee().filter("none"::equals).isPresent()) {
            conditions.add("c.assignee IS NULL");
        } else {
            conditions.equal("c.assignee", filter.assignee());
        }
        if (!filter.teams().isEmpty()) {
            conditions.in("(c.team IS NULL OR c.team IN (<teams>))", "teams", filter.teams());
        }
        // Tags are a JSON list of strings, in which each stands between its quotes.
        filter.tag().ifPresent(tag -> conditions.containing("c.tags", trees.json().write(tag)));
        return conditions;
    }

    /**
     * Looks through a bounded number of conversations. A page may so be short and still have a next
     * one.
     */
    private Page<Conversation> search(
            Handle handle, Filter filter, String text, Cursor start, int limit) {
        var found = new ArrayList<Conversation>();
        var position = start;
        for (int seen = 0; seen < SEARCH_AT_MOST; seen += SEARCH_STEP) {
            var candidates = newest(handle, filter, position, SEARCH_STEP);
            var hits = search.matching(handle, candidates, text);
            for (var candidate : candidates) {
                if (hits.contains(candidate.id())) {
                    found.add(candidate);
                    if (found.size() > limit) {
                        return Cursor.page(found, limit, SqlConversationLists::position);
                    }
                }
            }
            if (candidates.size() < SEARCH_STEP) {
                return new Page<>(found, Optional.empty());
            }
            position = position(candidates.getLast());
        }
        return new Page<>(found, Optional.of(position.encoded()));
    }
}
