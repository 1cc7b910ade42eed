package io.dragoman.store.sql;

import java.time.Duration;
import java.time.Instant;

/** Mends due times that a wrong clock has made. Tables have the columns state and due_at_us. */
final class DueTimes {

    private DueTimes() {}

    /** All that waits is due earlier; answers how much waits. */
    static int earlier(Database database, String table, Duration by) {
        return database.write(
                "make what waits due earlier",
                handle ->
                        handle.createUpdate(
                                        "UPDATE "
                                                + table
                                                + " SET due_at_us = due_at_us - :by"
                                                + " WHERE state = 'PENDING'")
                                .bind("by", by.toNanos() / 1_000)
                                .execute());
    }

    /** Nothing is due later; answers how much was. */
    static int atLatest(Database database, String table, Instant latest) {
        return database.write(
                "make what waits due in time",
                handle ->
                        handle.createUpdate(
                                        "UPDATE "
                                                + table
                                                + " SET due_at_us = :latest WHERE state = 'PENDING'"
                                                + " AND due_at_us > :latest")
                                .bind("latest", Columns.micros(latest))
                                .execute());
    }
}
