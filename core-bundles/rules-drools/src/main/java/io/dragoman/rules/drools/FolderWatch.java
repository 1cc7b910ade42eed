package io.dragoman.rules.drools;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import io.dragoman.api.rules.RuleFiles.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the rule folder has changed and come to rest. The file system's own notice makes it
 * quick; looking again every quarter of a second makes it sure where there is no such notice
 * (network drives, some containers). Owns one thread.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private static final long LOOK_MILLIS = 250;
    static final long QUIET_MILLIS = 150;
    private static final int MOST_WAITS = 12;

    private final RuleFolder folder;
    private final Runnable changed;
    private final Thread thread;
    private volatile boolean closed;

    FolderWatch(RuleFolder folder, Runnable changed) {
        this.folder = folder;
        this.changed = changed;
        this.thread = new Thread(this::watch, "rules-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(FolderWatch.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    private void watch() {
        List<Entry> seen = first();
        try (WatchService notices = notices()) {
            while (!closed) {
                seen = look(notices, seen);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The rule folder {} is watched no more: {}", folder.path(), e.toString());
        }
    }

    /** At the start nobody is writing, and customers are waiting. */
    private List<Entry> first() {
        try {
            List<Entry> found = folder.list();
            changed.run();
            return found;
        } catch (RuntimeException e) {
            LOG.warn("The rule folder {} could not be read: {}", folder.path(), e.toString());
            return List.of();
        }
    }

    private WatchService notices() throws IOException {
        Files.createDirectories(folder.path());
        WatchService notices = folder.path().getFileSystem().newWatchService();
        try {
            folder.path().register(notices, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.info("No notices for {}, looking instead: {}", folder.path(), e.toString());
        }
        return notices;
    }

    private List<Entry> look(WatchService notices, List<Entry> seen) throws InterruptedException {
        WatchKey notice = notices.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        boolean noticed = notice != null && !notice.pollEvents().isEmpty();
        if (notice != null) {
            notice.reset();
        }
        try {
            if (!noticed && folder.list().equals(seen)) {
                return seen;
            }
            List<Entry> settled = settle();
            changed.run();
            return settled;
        } catch (RuntimeException e) {
            LOG.warn("The rule folder {} could not be read: {}", folder.path(), e.toString());
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return List.of();
        }
    }

    /** Waits until nobody writes any more, so that no half-written file is read. */
    private List<Entry> settle() throws InterruptedException {
        List<Entry> last = folder.list();
        for (int i = 0; i < MOST_WAITS; i++) {
            TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
            List<Entry> now = folder.list();
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
