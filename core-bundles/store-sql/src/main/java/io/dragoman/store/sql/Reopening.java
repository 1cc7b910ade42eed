package io.dragoman.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the embedded database again after it has closed itself. H2 does so when its file cannot be
 * written, for example because the disk is full, and from then on leaves everybody who asks it
 * something in a loop. So it is ended for good, whoever hangs in it is let go, and it is opened
 * anew as soon as there is room. Thread-safe.
 */
final class Reopening implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

    /** With less room than this it would only fail again. */
    private static final long ROOM = 16L << 20;

    private static final int WRITING_FAILED = 2;
    private static final int INTERNAL = 3;
    private static final int CLOSED = 4;
    private static final long PAUSE_MILLIS = 500;

    /** Takes the fresh connections into use, and gives back those that were in use. */
    interface Swap {
        /**
         * @throws SQLException when the database cannot be opened
         */
        void toFreshConnections() throws SQLException;

        void closeOldConnections();
    }

    private final Path file;
    private final DataSource source;
    private final Swap swap;
    private final AtomicReference<Optional<String>> trouble =
            new AtomicReference<>(Optional.empty());
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Connection handle;

    /**
     * @param file of the database
     * @throws SQLException when it cannot be opened
     */
    Reopening(Path file, DataSource source, Swap swap) throws SQLException {
        this.file = file;
        this.source = source;
        this.swap = swap;
        this.handle = source.getConnection();
    }

    /** Why nobody may use the database just now. */
    Optional<String> trouble() {
        return trouble.get();
    }

    /** Looks at what the database says; begins to open it again when it has closed itself. */
    void heard(SQLException failure) {
        var why = closedItself(failure);
        if (why.isPresent()
                && closing.getCount() > 0
                && trouble.compareAndSet(Optional.empty(), why)) {
            Thread.ofPlatform().name("store-reopen").daemon().start(this::reopen);
        }
    }

    private Optional<String> closedItself(SQLException failure) {
        var root = "";
        boolean closed = false;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            closed |= t instanceof MVStoreException e && isFatal(e.getErrorCode());
            root = String.valueOf(t.getMessage());
        }
        return closed
                ? Optional.of(
                        "The disk with %s cannot be written: %s. Make room; it is opened again by itself"
                                .formatted(file, root))
                : Optional.empty();
    }

    private static boolean isFatal(int code) {
        return code == WRITING_FAILED || code == INTERNAL || code == CLOSED;
    }

    private void reopen() {
        LOG.error("{}.", trouble().orElse(""));
        end();
        swap.closeOldConnections();
        while (!isClosedAfter(PAUSE_MILLIS)) {
            if (hasRoom() && isOpened()) {
                trouble.set(Optional.empty());
                LOG.info("The database is open again: {}", file);
                return;
            }
        }
    }

    private boolean isOpened() {
        try {
            handle = source.getConnection();
            swap.toFreshConnections();
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{} cannot be opened yet", file, e);
            return false;
        }
    }

    private boolean hasRoom() {
        try {
            return Files.getFileStore(file.getParent()).getUsableSpace() >= ROOM;
        } catch (IOException e) {
            LOG.debug("The room beside {} cannot be asked for", file, e);
            return true;
        }
    }

    /**
     * Ends H2's own engine below the JDBC driver, for statements would only loop. What is called
     * here is public in H2 but for one field: the counter on which the loop waits.
     */
    private void end() {
        try {
            var database = call(call(handle, "getSession"), "getDatabase");
            var store = call(call(database, "getStore"), "getMvStore");
            call(database, "shutdownImmediately");
            letGo(store);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("The database that has closed itself cannot be ended", e);
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    private static void letGo(Object store) throws ReflectiveOperationException {
        var field = store.getClass().getDeclaredField("currentTxCounter");
        field.setAccessible(true);
        var constructor = field.getType().getDeclaredConstructor(long.class);
        constructor.setAccessible(true);
        field.set(store, constructor.newInstance(0L));
    }

    private boolean isClosedAfter(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Opens nothing any more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            handle.close();
        } catch (SQLException e) {
            LOG.debug("The database was closed before", e);
        }
    }
}
