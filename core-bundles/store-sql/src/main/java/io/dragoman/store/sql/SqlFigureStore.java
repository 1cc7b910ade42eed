package io.dragoman.store.sql;

import io.dragoman.storage.FigureStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Counts by SQL. All that touches conversations begins with those that were active since then,
 * which an index finds. Thread-safe.
 */
final class SqlFigureStore implements FigureStore {

    private static final long HOUR_MICROS = 3_600_000_000L;

    /** Every conversation that something happened to; the states are there for the index. */
    private static final String ACTIVE =
            " FROM conversation c WHERE c.state IN ('BOT', 'QUEUED', 'HUMAN', 'CLOSED')"
                    + " AND c.last_activity_at_us >= :from AND c.site = :site";

    private static final String WITH_PEOPLE =
            "(c.state IN ('QUEUED', 'HUMAN') OR EXISTS (SELECT 1 FROM message m"
                    + " WHERE m.conversation_id = c.id AND m.at_us >= :from"
                    + " AND m.author_kind = 'AGENT'))";

    private static final String BY_CUSTOMER = " AND c.last_customer_at_us >= :from";

    private final Database database;

    SqlFigureStore(Database database) {
        this.database = database;
    }

    @Override
    public Figures since(String site, Instant from) {
        return database.read(
                "count the figures of " + site,
                handle -> {
                    var count = new Count(handle, site, Columns.micros(from));
                    return new Figures(
                            count.of("SELECT COUNT(*)" + ACTIVE + BY_CUSTOMER),
                            count.of(
                                    "SELECT COUNT(*)"
                                            + ACTIVE
                                            + BY_CUSTOMER
                                            + " AND NOT "
                                            + WITH_PEOPLE),
                            count.of("SELECT COUNT(*)" + ACTIVE + " AND " + WITH_PEOPLE),
                            count.of("SELECT COUNT(*)" + ACTIVE + " AND c.closed_at_us >= :from"),
                            count.of(
                                    "SELECT COUNT(*) FROM message m WHERE m.at_us >= :from AND"
                                            + " m.conversation_id IN (SELECT c.id"
                                            + ACTIVE
                                            + ")"),
                            count.of(
                                    "SELECT COUNT(*) FROM ticket WHERE created_at_us >= :from AND"
                                            + " site = :site"),
                            count.byHour(),
                            count.scores(),
                            count.held());
                });
    }

    private record Count(Handle handle, String site, long from) {

        private Query query(String sql) {
            return handle.createQuery(sql).bind("site", site);
        }

        int of(String sql) {
            return query(sql).bind("from", from).mapTo(Integer.class).one();
        }

        Map<Integer, Integer> byHour() {
            var hours = new TreeMap<Integer, Integer>();
            query(
                            "SELECT opened.h AS h, COUNT(*) AS n FROM (SELECT"
                                    + " FLOOR((c.opened_at_us - :from) / "
                                    + HOUR_MICROS
                                    + ") AS h"
                                    + ACTIVE
                                    + " AND c.opened_at_us >= :from) opened GROUP BY opened.h")
                    .bind("from", from)
                    .map((row, context) -> hours.put(row.getInt("h"), row.getInt("n")))
                    .list();
            return hours;
        }

        List<Score> scores() {
            return query(
                            "SELECT agent, score, COUNT(*) AS n FROM rating WHERE site = :site"
                                    + " AND at_us >= :from GROUP BY agent, score")
                    .bind("from", from)
                    .map(
                            (row, context) ->
                                    new Score(
                                            Columns.optionalText(row, "agent"),
                                            row.getInt("score"),
                                            row.getInt("n")))
                    .list();
        }

        Map<String, Integer> held() {
            var teams = new TreeMap<String, Integer>();
            query(
                            "SELECT COALESCE(team, '') AS team_key, COUNT(*) AS n FROM conversation"
                                    + " WHERE state = 'HUMAN' AND site = :site"
                                    + " GROUP BY COALESCE(team, '')")
                    .map((row, context) -> teams.put(row.getString("team_key"), row.getInt("n")))
                    .list();
            return teams;
        }
    }
}
