package io.dragoman.dialogue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which one plug-in is called. The first so many calls at once have platform
 * threads. They make a group, into which the threads that the plug-in starts itself are born, so
 * that those can be counted and ended. While so many of its calls wait already, what comes on top
 * will wait as well, and does so on {@linkplain WaitingCalls virtual threads}. Thread-safe.
 */
final class PluginThreads implements AutoCloseable {

    private static final int MAX_OWN = 200;
    private static final int MAX_BURNING = 2;
    private static final long BURNING_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final int KEEP_SECONDS = 10;
    private static final ThreadMXBean CLOCKS = ManagementFactory.getThreadMXBean();

    private final ThreadGroup group;
    private final Set<Thread> ours = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private final WaitingCalls waiting;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile long lookedAt = System.nanoTime();
    private volatile Optional<String> seen = Optional.empty();

    /**
     * @param atOnce calls on platform threads
     */
    PluginThreads(String name, int atOnce) {
        this.group = new ThreadGroup("skill-" + name);
        var factory = factory(name);
        this.pool =
                new ThreadPoolExecutor(
                        0,
                        atOnce,
                        KEEP_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        factory);
        this.waiting = new WaitingCalls(name, factory);
    }

    private ThreadFactory factory(String name) {
        var factory =
                Thread.ofPlatform()
                        .group(group)
                        .name("skill-" + name + "-", 0)
                        .inheritInheritableThreadLocals(false)
                        .daemon()
                        .factory();
        return task -> {
            var made = factory.newThread(task);
            ours.add(made);
            return made;
        };
    }

    /**
     * Runs a task at once.
     *
     * @throws RejectedExecutionException when too many run, or this is closed
     */
    Running start(Runnable task) {
        var call = new Running(task);
        try {
            pool.execute(call);
        } catch (RejectedExecutionException full) {
            if (pool.isShutdown() || !waiting.start(call)) {
                throw full;
            }
        }
        return call;
    }

    /** How many calls are left behind that still run. */
    int abandoned() {
        return abandoned.get();
    }

    /** What the plug-in does with its threads that it must not; looked for now and then. */
    Optional<String> trouble() {
        long now = System.nanoTime();
        if (now - lookedAt > LOOK_EVERY_NANOS) {
            lookedAt = now;
            seen = look();
        }
        return seen;
    }

    private Optional<String> look() {
        long burning = running.stream().filter(Running::isBurning).count();
        if (burning >= MAX_BURNING) {
            return Optional.of(
                    burning + " calls at once keep a processor busy, each for more than a second");
        }
        int own = own();
        return own > MAX_OWN
                ? Optional.of("it has started " + own + " threads and does not end them")
                : Optional.empty();
    }

    /**
     * How many threads the plug-in has started itself. Ours are told from its own one by one: the
     * pools' sizes do not say how many of ours are alive, for what leaves a pool ends a little
     * later.
     */
    int own() {
        var alive = new Thread[group.activeCount() + MAX_OWN];
        int count = group.enumerate(alive);
        int own = (int) Arrays.stream(alive, 0, count).filter(t -> !ours.contains(t)).count();
        ours.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        return own;
    }

    /** Interrupts all that still run here; those that do not listen stay. */
    @Override
    public void close() {
        pool.shutdownNow();
        running.forEach(Running::interrupt);
        group.interrupt();
    }

    /** One call; counts itself out when it ends, however late. */
    final class Running implements Runnable {
        private final Runnable task;
        private Thread thread;
        private long cpuAtStart;
        private boolean left;
        private boolean ended;

        private Running(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            running.add(this);
            if (begin()) {
                task.run();
            }
            end();
        }

        private synchronized boolean begin() {
            thread = Thread.currentThread();
            cpuAtStart = thread.isVirtual() ? 0 : CLOCKS.getThreadCpuTime(thread.threadId());
            return !left;
        }

        private synchronized void end() {
            running.remove(this);
            ended = true;
            // The next call on this thread must not find an interrupt that was meant for this one.
            Thread.interrupted();
            if (left) {
                abandoned.decrementAndGet();
            }
        }

        /** Interrupts it and leaves it to itself. */
        synchronized void abandon() {
            if (ended) {
                return;
            }
            left = true;
            abandoned.incrementAndGet();
            if (thread != null) {
                thread.interrupt();
            }
        }

        private synchronized void interrupt() {
            if (thread != null && !ended) {
                thread.interrupt();
            }
        }

        /** Of a virtual thread it is not known; its carriers are few. */
        private synchronized boolean isBurning() {
            return thread != null
                    && !ended
                    && !thread.isVirtual()
                    && CLOCKS.getThreadCpuTime(thread.threadId()) - cpuAtStart > BURNING_NANOS;
        }
    }
}
