package io.dragoman.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * When requests are due: a rate over time, made of straight pieces. Requests are due whether or not
 * earlier ones were answered, so that a server that stalls is charged for everybody who had to
 * wait. Immutable.
 *
 * @param pieces one after the other
 */
public record Schedule(List<Piece> pieces) {

    /** How many times more is asked at the top of a surge than in the calm before it. */
    public static final double SURGE = 300;

    private static final double LONGEST_RISE = 10;

    /**
     * A time in which the rate goes evenly from one value to another.
     *
     * @param seconds how long
     * @param from requests per second at its begin
     * @param to requests per second at its end
     */
    public record Piece(double seconds, double from, double to) {

        double requests() {
            return seconds * (from + to) / 2;
        }

        /** The time, in seconds from the begin, at which so many requests were due. */
        private double timeOf(double requests) {
            double slope = (to - from) / seconds;
            if (Math.abs(slope) < 1e-9) {
                return requests / from;
            }
            // from * t + slope * t² / 2 = requests, in the form that is exact for small slopes too.
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * requests));
            return 2 * requests / (from + root);
        }
    }

    /** Keeps a copy. */
    public Schedule {
        pieces = List.copyOf(pieces);
    }

    /** The same rate all the time. */
    public static Schedule steady(double rate, double seconds) {
        return new Schedule(List.of(new Piece(seconds, rate, rate)));
    }

    /**
     * The shape of a sale that begins at midnight: calm, 300-fold within at most ten seconds, a
     * plateau, decay.
     *
     * @param peak requests per second on the plateau
     */
    public static Schedule surge(double peak, double seconds) {
        double calm = peak / SURGE;
        double rise = Math.min(LONGEST_RISE, seconds / 4);
        double rest = seconds - rise;
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece(rest * 0.25, calm, calm));
        pieces.add(new Piece(rise, calm, peak));
        pieces.add(new Piece(rest * 0.45, peak, peak));
        pieces.add(new Piece(rest * 0.3, peak, peak / 10));
        return new Schedule(pieces);
    }

    /** How long it takes altogether. */
    public double seconds() {
        return pieces.stream().mapToDouble(Piece::seconds).sum();
    }

    /** How many requests it has altogether. */
    public long requests() {
        return (long) Math.floor(pieces.stream().mapToDouble(Piece::requests).sum() + 1e-6);
    }

    /** The highest rate, in requests per second. */
    public double peak() {
        return pieces.stream()
                .mapToDouble(piece -> Math.max(piece.from(), piece.to()))
                .max()
                .orElse(0);
    }

    /** The requests of the schedule, from the first on. */
    public Arrivals arrivals() {
        return new Arrivals(this);
    }

    /** Tells one time after the other. Not thread-safe. */
    public static final class Arrivals {
        private final List<Piece> pieces;
        private final long count;
        private long told;
        private int piece;
        private double before;
        private double begun;

        private Arrivals(Schedule schedule) {
            this.pieces = schedule.pieces();
            this.count = schedule.requests();
        }

        /** Nanoseconds from the begin at which the next request is due; empty after the last. */
        public OptionalLong next() {
            if (told >= count) {
                return OptionalLong.empty();
            }
            double wanted = told++;
            while (piece < pieces.size() - 1 && wanted >= before + pieces.get(piece).requests()) {
                before += pieces.get(piece).requests();
                begun += pieces.get(piece).seconds();
                piece++;
            }
            double at = begun + pieces.get(piece).timeOf(wanted - before);
            return OptionalLong.of((long) (at * 1e9));
        }
    }
}
