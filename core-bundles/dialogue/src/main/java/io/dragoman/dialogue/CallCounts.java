package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.dialogue.SkillUsage.Failure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Counts the calls of one version of a skill, and puts it into quarantine when too many fail in a
 * row. Thread-safe.
 */
final class CallCounts {

    private static final int LATEST = 512;
    private static final int FAILURES_KEPT = 10;
    private static final int LONGEST_MESSAGE = 300;

    private final Clock clock;
    private final int tolerated;
    private final Runnable onQuarantine;
    private final long[] latest = new long[LATEST];
    private final Deque<Failure> failures = new ArrayDeque<>();
    private long calls;
    private long errors;
    private int inARow;
    private Optional<Failure> quarantine = Optional.empty();

    /**
     * Counts nothing yet.
     *
     * @param tolerated failures in a row after which it gets no more calls
     * @param onQuarantine run when that has come, by the thread whose call was the last
     */
    CallCounts(Clock clock, int tolerated, Runnable onQuarantine) {
        this.clock = clock;
        this.tolerated = tolerated;
        this.onQuarantine = onQuarantine;
    }

    /** Counts a call; one that was never made, because the skill rests or is full, says nothing. */
    void count(CallOutcome<?> outcome, long nanos) {
        if (!(outcome instanceof CallOutcome.Refused<?>) && brings(outcome, nanos)) {
            onQuarantine.run();
        }
    }

    /** Whether this call brings it into quarantine. */
    private synchronized boolean brings(CallOutcome<?> outcome, long nanos) {
        latest[(int) (calls++ % LATEST)] = nanos;
        if (outcome instanceof CallOutcome.Returned<?>) {
            inARow = 0;
            return false;
        }
        errors++;
        inARow++;
        var said = CallOutcome.reason(outcome);
        var message = said.substring(0, Math.min(said.length(), LONGEST_MESSAGE));
        failures.addFirst(new Failure(clock.instant(), Reason.said(message)));
        if (failures.size() > FAILURES_KEPT) {
            failures.removeLast();
        }
        if (inARow < tolerated || quarantine.isPresent()) {
            return false;
        }
        var why =
                Reason.of(
                        "failed-in-a-row",
                        "{calls} calls in a row failed, the last one: {cause}",
                        "calls",
                        inARow,
                        "cause",
                        message);
        quarantine = Optional.of(new Failure(clock.instant(), why));
        return true;
    }

    /** Keeps it in quarantine that it was in before the server was started anew. */
    synchronized void quarantine(Reason why) {
        if (quarantine.isEmpty()) {
            quarantine = Optional.of(new Failure(clock.instant(), why));
        }
    }

    /** Lets it be called again. */
    synchronized void pardon() {
        quarantine = Optional.empty();
        inARow = 0;
    }

    synchronized Optional<Failure> quarantine() {
        return quarantine;
    }

    synchronized SkillUsage usage(InstalledVersion.Source source) {
        var sorted = Arrays.copyOf(latest, (int) Math.min(calls, LATEST));
        Arrays.sort(sorted);
        return new SkillUsage(
                source.id(),
                source.version().toString(),
                source.bundleId(),
                calls,
                errors,
                share(sorted, 0.50),
                share(sorted, 0.95),
                List.copyOf(failures),
                quarantine);
    }

    /** The least duration that this share of the calls did not exceed. */
    private static Duration share(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }
}
