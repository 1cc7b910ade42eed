package io.dragoman.rest.resource;

/** Durations for people. */
final class Timing {

    private Timing() {}

    /** Milliseconds since a moment of {@link System#nanoTime}, with one decimal. */
    static double millisSince(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 100_000.0) / 10.0;
    }
}
