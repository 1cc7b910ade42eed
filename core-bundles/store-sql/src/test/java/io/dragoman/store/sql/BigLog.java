package io.dragoman.store.sql;

import java.time.Instant;

/** Fills the log by SQL alone, which is many times faster than through its writer. */
final class BigLog {

    private BigLog() {}

    /**
     * Gives each conversation that is there so many messages, one every 200 seconds.
     *
     * @param each messages of one conversation; the log must be empty
     */
    static void fill(Database database, int each, Instant start) {
        fill(database, "c-", each, start);
        database.write("look at the tables", handle -> handle.execute(analyse(database.dialect())));
    }

    /**
     * The same for some conversations only.
     *
     * @param prefix with which their ids begin
     */
    static void fill(Database database, String prefix, int each, Instant start) {
        var range =
                switch (database.dialect()) {
                    case H2 -> "(SELECT x AS n FROM SYSTEM_RANGE(1, " + each + "))";
                    case MARIADB -> "(SELECT seq AS n FROM seq_1_to_" + each + ")";
                };
        database.write(
                "fill the log",
                handle ->
                        handle.createUpdate(
                                        "INSERT INTO message (conversation_id, seq, site, at_us,"
                                                + " author_kind, author_id, author_name, parts)"
                                                + " SELECT c.id, r.n, c.site,"
                                                + " :start + r.n * 200000000, 'BOT', 'bot', 'Bot',"
                                                + " CONCAT('[{\"type\":\"text\",\"text\":\"message ',"
                                                + " r.n, ' of a long history, as long as most\"}]')"
                                                + " FROM conversation c CROSS JOIN "
                                                + range
                                                + " r WHERE c.id LIKE :prefix")
                                .bind("prefix", prefix + "%")
                                .bind("start", Columns.micros(start))
                                .execute());
    }

    private static String analyse(Dialect dialect) {
        return dialect == Dialect.H2 ? "ANALYZE" : "ANALYZE TABLE message, conversation";
    }
}
