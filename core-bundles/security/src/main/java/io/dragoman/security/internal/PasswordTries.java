package io.dragoman.security.internal;

import io.dragoman.security.Passwords;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.User;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tries passwords for strangers. Each try costs a tenth of a second of a processor, so they are
 * counted before they are made and made on few threads of their own: many at once neither get
 * around the limits nor take the processors from customers' turns. Thread-safe.
 */
final class PasswordTries implements AutoCloseable {

    /** Guessing one password for many names counts too, but people share addresses. */
    private static final int NAMES_PER_ADDRESS = 6;

    /** More than these, and the last of them would wait for several seconds. */
    private static final int MOST_WAITING = 48;

    private static final long IDLE_SECONDS = 10;

    /** How a try ended. */
    sealed interface Tried {

        /** It is this user's password. */
        record Fits(User user) implements Tried {}

        /** Wrong name or password. */
        record Wrong() implements Tried {}

        /** Not tried; come back later. */
        record Wait(long seconds) implements Tried {}
    }

    private final DirectoryStore directory;
    private final Passwords passwords;
    private final Throttle names;
    private final Throttle addresses;
    private final String nobodysHash;
    private final ThreadPoolExecutor threads;

    /**
     * @param free failures of one name from one address without consequence
     * @param wait how long to wait after each further one
     */
    PasswordTries(
            DirectoryStore directory, Passwords passwords, Clock steady, int free, Duration wait) {
        this.directory = directory;
        this.passwords = passwords;
        this.names = new Throttle(steady, free, wait);
        this.addresses = new Throttle(steady, free * NAMES_PER_ADDRESS, wait);
        this.nobodysHash = passwords.hash(passwords.generate());
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads =
                new ThreadPoolExecutor(
                        half,
                        half,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().name("passwords-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Tries a password of a name; from one address a name's failures are counted. */
    Tried of(String username, String password, String remote) {
        var waitHere = addresses.begin(remote);
        if (waitHere.isPositive()) {
            return new Tried.Wait(waitHere.toSeconds() + 1);
        }
        // By name and address together, so that nobody can lock somebody else out from elsewhere.
        var key = username + "@" + remote;
        var wait = names.begin(key);
        if (wait.isPositive()) {
            addresses.takeBack(remote);
            return new Tried.Wait(wait.toSeconds() + 1);
        }
        Tried tried = new Tried.Wait(2);
        try {
            tried = tried(username, password);
            return tried;
        } finally {
            settle(tried, key, remote);
        }
    }

    /** Only a wrong password is a failure; a store that does not answer is none. */
    private void settle(Tried tried, String key, String remote) {
        if (!(tried instanceof Tried.Wrong)) {
            addresses.takeBack(remote);
        }
        switch (tried) {
            case Tried.Fits fits -> names.succeeded(key);
            case Tried.Wait wait -> names.takeBack(key);
            case Tried.Wrong wrong -> {}
        }
    }

    private Tried tried(String username, String password) {
        var user = directory.byUsername(username).filter(User::enabled);
        // An unknown name takes as long as a wrong password.
        var hash = user.map(User::passwordHash).orElse(nobodysHash);
        try {
            boolean fits =
                    CompletableFuture.supplyAsync(() -> passwords.fits(password, hash), threads)
                            .join();
            return fits && user.isPresent() ? new Tried.Fits(user.get()) : new Tried.Wrong();
        } catch (RejectedExecutionException | CompletionException full) {
            return new Tried.Wait(2);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
