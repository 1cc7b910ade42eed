package io.dragoman.itests.faults;

import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long the tests with faults are, and the seed of what is random in them. */
final class Form {

    private static final Logger LOG = LoggerFactory.getLogger(Form.class);
    private static final boolean LONG = "long".equals(System.getProperty("itests.faults"));

    private Form() {}

    static boolean isLong() {
        return LONG;
    }

    /** The one number in {@code make test}, the other in {@code make soak}. */
    static int of(int inShort, int inLong) {
        return LONG ? inLong : inShort;
    }

    /**
     * Randomness that can be had again: the seed is written down, and {@code -Ditests.seed=N} sets
     * it.
     */
    static Random random(String test) {
        long seed = Long.getLong("itests.seed", System.nanoTime() & 0xffff_ffffL);
        LOG.warn("{}: seed {} (-Ditests.seed={})", test, seed, seed);
        return new Random(seed);
    }
}
