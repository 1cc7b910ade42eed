package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The visitors of a run: connects them, works on all of them, checks them. Not thread-safe. */
final class Crowd {

    private static final int CONNECTING_AT_ONCE = 64;
    private static final int READING_AT_ONCE = 16;
    private static final int ASSIGNING_AT_ONCE = 16;

    private final Wires wires;
    private final URI url;
    private final Json json;
    private final Visitor.Ear ear;
    private final List<Visitor> visitors = new ArrayList<>();

    Crowd(Wires wires, URI url, Json json, Visitor.Ear ear) {
        this.wires = wires;
        this.url = url;
        this.json = json;
        this.ear = ear;
    }

    /** Connects so many visitors and waits until all are welcomed. */
    void connect(int count, String prefix) {
        var slots = new Semaphore(CONNECTING_AT_ONCE);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        for (int i = 0; i < count && failures.isEmpty(); i++) {
            slots.acquireUninterruptibly();
            var visitor = new Visitor(wires, url, json, ear, prefix + i);
            visitors.add(visitor);
            visitor.connect()
                    .whenComplete(
                            (welcomed, failure) -> {
                                if (failure != null) {
                                    failures.add(failure);
                                }
                                slots.release();
                            });
        }
        slots.acquireUninterruptibly(CONNECTING_AT_ONCE);
        if (!failures.isEmpty()) {
            throw new UnusableException(
                    "Visitor %d could not connect to %s: %s. Does it run, and does 'ulimit -n' allow %d files?"
                            .formatted(visitors.size(), url, failures.peek(), count + 200));
        }
    }

    /** The visitor whose turn it is, of those whom the bot still answers. */
    Visitor get(long number) {
        int size = visitors.size();
        for (int i = 0; i < size; i++) {
            var visitor = visitors.get((int) ((number + i) % size));
            if (!visitor.history().isHandedOver()) {
                return visitor;
            }
        }
        return visitors.get((int) (number % size));
    }

    /** How many visitors the bot gave to people. */
    long handedOver() {
        return visitors.stream().filter(visitor -> visitor.history().isHandedOver()).count();
    }

    /** How often visitors were asked to come back later before they were let in. */
    long sentAway() {
        return visitors.stream().mapToLong(visitor -> visitor.attempts() - 1).sum();
    }

    /** How many messages were refused with a clear error, altogether. */
    long refused() {
        return visitors.stream()
                .flatMap(visitor -> visitor.history().refusals().values().stream())
                .mapToLong(Integer::longValue)
                .sum();
    }

    List<Visitor> all() {
        return List.copyOf(visitors);
    }

    /** Gives every conversation to the person who is signed in. */
    void assign(Rest rest, Rest.Session session) {
        visitors.forEach(Visitor::awaitPeople);
        each(ASSIGNING_AT_ONCE, visitor -> rest.assign(session, visitor.history().conversation()));
    }

    private void each(int atOnce, Consumer<Visitor> work) {
        var slots = new Semaphore(atOnce);
        var failures = new ConcurrentLinkedQueue<RuntimeException>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var visitor : visitors) {
                threads.execute(
                        () -> {
                            slots.acquireUninterruptibly();
                            try {
                                work.accept(visitor);
                            } catch (RuntimeException e) {
                                failures.add(e);
                            } finally {
                                slots.release();
                            }
                        });
            }
        }
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
    }

    /** Waits until all is acknowledged, and answered where that is expected, or patience ends. */
    boolean settle(Duration patience, boolean answers) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (open(answers) > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    private long open(boolean answers) {
        return visitors.stream().mapToLong(v -> v.unacked() + (answers ? v.unanswered() : 0)).sum();
    }

    /** What the check found. */
    record Verdict(long messages, List<Fault> faults) {}

    /** Reads every conversation anew and compares. */
    Verdict check(Optional<String> answeredBy) {
        var faults = new ConcurrentLinkedQueue<Fault>();
        var messages = new java.util.concurrent.atomic.AtomicLong();
        each(
                READING_AT_ONCE,
                visitor -> {
                    try {
                        var log = visitor.replay().join();
                        messages.addAndGet(log.size());
                        faults.addAll(Checker.check(visitor.history(), log, answeredBy));
                    } catch (java.util.concurrent.CompletionException e) {
                        faults.add(
                                new Fault(
                                        Fault.Kind.CONNECTION,
                                        visitor.history().conversation(),
                                        "its log could not be read: " + e.getCause()));
                    }
                });
        return new Verdict(messages.get(), List.copyOf(faults));
    }

    void close() {
        visitors.forEach(Visitor::close);
    }
}
