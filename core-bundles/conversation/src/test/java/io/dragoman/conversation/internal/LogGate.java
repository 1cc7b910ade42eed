package io.dragoman.conversation.internal;

import io.dragoman.storage.LogStore;
import io.dragoman.storage.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Stands before a store: holds it up, breaks it, and counts what it is asked to write. */
final class LogGate {
    final Semaphore passes = new Semaphore(Integer.MAX_VALUE / 2);
    final CountDownLatch reached = new CountDownLatch(1);
    final List<Integer> batches = new CopyOnWriteArrayList<>();

    /** Whether the connection breaks after each commit, before anybody hears of it. */
    volatile boolean deaf;

    /** Whether it cannot be read what was written. */
    volatile boolean blind;

    LogStore before(LogStore store) {
        return (LogStore)
                Proxy.newProxyInstance(
                        LogStore.class.getClassLoader(),
                        new Class<?>[] {LogStore.class},
                        (self, method, arguments) -> {
                            if (method.getName().equals("write")) {
                                batches.add(((List<?>) arguments[0]).size());
                                reached.countDown();
                                passes.acquire();
                            } else if (blind && method.getName().equals("deskChanges")) {
                                throw new StoreException("not yet", null);
                            }
                            try {
                                var result = method.invoke(store, arguments);
                                if (deaf && method.getName().equals("write")) {
                                    throw new StoreException("cut in the commit", null);
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    void shut() {
        passes.drainPermits();
    }

    void open() {
        passes.release(Integer.MAX_VALUE / 2);
    }
}
