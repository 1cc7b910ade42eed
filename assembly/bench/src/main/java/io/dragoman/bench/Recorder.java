package io.dragoman.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Times of requests, altogether and second by second, from the time they were due. Requests of the
 * warm-up are left out. Thread-safe.
 */
final class Recorder {

    private static final long LONGEST_NANOS = 120_000_000_000L;

    /**
     * One second of the run.
     *
     * @param due requests that were due in it
     * @param done requests that ended in it
     * @param p50 of the requests that were due in it, in milliseconds; likewise {@code p99}
     */
    record Second(int second, long due, long done, double p50, double p99) {}

    private static final class Bucket {
        private long due;
        private long done;
        private final Histogram times = new Histogram(LONGEST_NANOS, 2);
    }

    private final Histogram times = new Histogram(LONGEST_NANOS, 3);
    private final List<Bucket> buckets = new ArrayList<>();
    private long begin = Long.MAX_VALUE;
    private long end = Long.MAX_VALUE;
    private long due;
    private long doneInTime;

    /** Begins to measure at a time of {@link System#nanoTime}, and ends at another. */
    synchronized void window(long from, long to) {
        begin = from;
        end = to;
    }

    synchronized void due(long at) {
        if (at >= begin) {
            due++;
            bucket(at).due++;
        }
    }

    synchronized void done(long dueAt, long now) {
        if (now >= begin && now < end) {
            doneInTime++;
            bucket(now).done++;
        }
        if (dueAt >= begin) {
            long took = Math.clamp(now - dueAt, 0, LONGEST_NANOS);
            times.recordValue(took);
            bucket(dueAt).times.recordValue(took);
        }
    }

    private Bucket bucket(long at) {
        int second = (int) ((at - begin) / 1_000_000_000L);
        while (buckets.size() <= second) {
            buckets.add(new Bucket());
        }
        return buckets.get(second);
    }

    /** Milliseconds within which so many percent of the requests ended. */
    synchronized double percentile(double percent) {
        return times.getValueAtPercentile(percent) / 1e6;
    }

    synchronized double max() {
        return times.getMaxValue() / 1e6;
    }

    /** The percentiles that reports show, by their name; none when nothing ended. */
    synchronized Map<String, Double> milliseconds() {
        var values = new LinkedHashMap<String, Double>();
        if (done() > 0) {
            values.put("p50", percentile(50));
            values.put("p90", percentile(90));
            values.put("p99", percentile(99));
            values.put("p99.9", percentile(99.9));
            values.put("max", max());
        }
        return values;
    }

    synchronized long due() {
        return due;
    }

    synchronized long done() {
        return times.getTotalCount();
    }

    /** Requests that ended while others were still due: what the server kept up with. */
    synchronized long doneInTime() {
        return doneInTime;
    }

    synchronized List<Second> seconds() {
        var seconds = new ArrayList<Second>();
        for (int i = 0; i < buckets.size(); i++) {
            var bucket = buckets.get(i);
            seconds.add(
                    new Second(
                            i,
                            bucket.due,
                            bucket.done,
                            bucket.times.getValueAtPercentile(50) / 1e6,
                            bucket.times.getValueAtPercentile(99) / 1e6));
        }
        return seconds;
    }
}
