package io.dragoman.store.sql;

import io.dragoman.storage.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the database whether it is there, with a limit on the time that takes: a server that is gone
 * may leave its callers waiting for long. Thread-safe; at most one question is open at a time.
 */
final class Pulse {

    private final Database database;
    private final String shown;
    private final Duration limit;
    private CompletableFuture<Optional<String>> asked =
            CompletableFuture.completedFuture(Optional.empty());

    /**
     * @param shown what to call the database
     */
    Pulse(Database database, String shown, Duration limit) {
        this.database = database;
        this.shown = shown;
        this.limit = limit;
    }

    /** What is wrong; empty when the database answers in time. */
    Optional<String> trouble() {
        var question = question();
        try {
            return question.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of(shown + " does not answer within " + limit.toMillis() + " ms.");
        } catch (ExecutionException e) {
            return Optional.of(shown + " cannot be asked: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(shown + " was not asked: the check was interrupted.");
        }
    }

    private synchronized CompletableFuture<Optional<String>> question() {
        if (asked.isDone()) {
            asked = new CompletableFuture<>();
            var question = asked;
            Thread.ofVirtual().name("store-pulse").start(() -> answer(question));
        }
        return asked;
    }

    private void answer(CompletableFuture<Optional<String>> question) {
        try {
            database.ping();
            question.complete(Optional.empty());
        } catch (StoreException e) {
            question.complete(Optional.of(Troubles.explain(shown, e)));
        } catch (RuntimeException e) {
            question.completeExceptionally(e);
        }
    }
}
