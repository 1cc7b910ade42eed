package io.dragoman.dialogue;

import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls of one plug-in that wait, on virtual threads: ten thousand cost the memory of what they
 * wait for and no more. Their carriers are the plug-in's own, so that a loop that never ends stops
 * this plug-in's other calls and nothing else in the process. Thread-safe.
 *
 * <p>The JDK has no public way to say which carriers a virtual thread runs on. Where the way that
 * its own tests use is closed ({@code --add-opens java.base/java.lang}) or gone, there is no room
 * here at all, and the plug-in has its platform threads only.
 */
final class WaitingCalls {

    private static final int CARRIERS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int KEEP_SECONDS = 10;

    /** What a call that waits for an answer over HTTP keeps on the heap, generously. */
    private static final long BYTES_OF_A_CALL = 32_768;

    /** The memory is everybody's, so all plug-ins together may fill half of it. */
    private static final Semaphore ROOM = new Semaphore(most());

    private static final Optional<Constructor<?>> OWN_CARRIERS = ownCarriers();

    private final ThreadPoolExecutor carriers;
    private final Optional<ThreadFactory> threads;

    /**
     * @param factory makes the carriers
     */
    WaitingCalls(String name, ThreadFactory factory) {
        // Never shut down, for whoever wakes a call hands it to this; idle, it has no threads.
        this.carriers =
                new ThreadPoolExecutor(
                        CARRIERS,
                        CARRIERS,
                        KEEP_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        factory);
        carriers.allowCoreThreadTimeOut(true);
        this.threads = OWN_CARRIERS.map(constructor -> threads(constructor, name, carriers));
    }

    /** How many calls may wait here, of all plug-ins together. */
    static int most() {
        return (int) Math.min(20_000, Runtime.getRuntime().maxMemory() / 2 / BYTES_OF_A_CALL);
    }

    private static Optional<Constructor<?>> ownCarriers() {
        try {
            var constructor = Thread.ofVirtual().getClass().getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return Optional.of(constructor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static ThreadFactory threads(Constructor<?> builder, String name, Executor carriers) {
        try {
            return ((Thread.Builder.OfVirtual) builder.newInstance(carriers))
                    .name("skill-" + name + "-waiting-", 0)
                    .inheritInheritableThreadLocals(false)
                    .factory();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The JDK's builder of virtual threads cannot be made", e);
        }
    }

    /** Runs a task at once; answers whether there was room for it. */
    boolean start(Runnable task) {
        if (threads.isEmpty() || !ROOM.tryAcquire()) {
            return false;
        }
        threads.get()
                .newThread(
                        () -> {
                            try {
                                task.run();
                            } finally {
                                ROOM.release();
                            }
                        })
                .start();
        return true;
    }
}
