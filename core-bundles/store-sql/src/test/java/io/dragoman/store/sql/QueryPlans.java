package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the database means to run the statements of the history, in its own words. */
final class QueryPlans {

    private final Database database;

    QueryPlans(Database database) {
        this.database = database;
    }

    String ofMessages(String conversation, long after) {
        return plan(
                SqlLogStore.messages(database.dialect()),
                Map.of("id", conversation, "after", after, "limit", 50));
    }

    String ofDay(String site, Instant from) {
        var values = new HashMap<String, Object>();
        values.put("site", site);
        values.put("at", Columns.micros(from));
        values.put("to", Columns.micros(from.plusSeconds(3_600)));
        values.put("id", "c-5");
        values.put("seq", 7);
        values.put("limit", 500);
        return plan(DayExport.select(database.dialect()), values);
    }

    String ofRetention(String site, Instant before) {
        return plan(
                SqlRetentionStore.oldMessages(database.dialect()),
                Map.of("site", site, "before", Columns.micros(before), "limit", 500));
    }

    private String plan(String sql, Map<String, ?> values) {
        return database.read(
                "explain",
                handle ->
                        handle
                                .createQuery("EXPLAIN " + sql)
                                .bindMap(values)
                                .mapToMap()
                                .list()
                                .stream()
                                .map(Object::toString)
                                .collect(Collectors.joining("\n"))
                                .toLowerCase(Locale.ROOT));
    }

    static void isByPrimaryKey(String plan) {
        assertThat(plan).containsAnyOf("primary_key", "key=primary");
        isWithoutSortAndScan(plan);
    }

    static void uses(String plan, String index) {
        assertThat(plan).contains(index);
        isWithoutSortAndScan(plan);
    }

    private static void isWithoutSortAndScan(String plan) {
        assertThat(plan).doesNotContain("tablescan", "filesort", "temporary", "type=all");
        // Where the rows do not come in order of themselves, H2 says nothing and sorts.
        assertThat(plan).containsAnyOf("index sorted", "key=");
    }
}
