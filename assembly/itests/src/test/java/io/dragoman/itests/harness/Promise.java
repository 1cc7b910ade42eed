package io.dragoman.itests.harness;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares how long something took with what is promised for a machine that does nothing else. The
 * machines that run the tests are small and shared, so being late is written down, and only being
 * late many times over is a failure: then it is the program that has become slow.
 */
public final class Promise {

    private static final Logger LOG = LoggerFactory.getLogger(Promise.class);
    private static final int BUSY = 8;

    private Promise() {}

    /**
     * Writes the time down.
     *
     * @throws AssertionError when it is many times what was promised
     */
    public static void kept(String what, Duration took, Duration promised) {
        var words = "%s took %d ms of %d ms".formatted(what, took.toMillis(), promised.toMillis());
        LOG.warn("{}{}", words, took.compareTo(promised) > 0 ? ", which is late" : "");
        if (took.compareTo(promised.multipliedBy(BUSY)) > 0) {
            throw new AssertionError(words);
        }
    }
}
