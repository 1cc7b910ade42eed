package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.InstalledSkill.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** One version of a skill in the registry, and the turns it is in. Thread-safe. */
final class InstalledVersion {

    /** The property of the service that {@code @SkillId} sets. */
    private static final String ID = "skill.id";

    private final Source source;
    private final LoadedSkill.Outcome outcome;
    private final CallCounts counts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int turns;
    private boolean gone;

    /** Where a skill comes from. */
    record Source(long serviceId, String id, Version version, long bundleId) {

        /**
         * Of a published service; empty when that is just going away. One without an id goes by the
         * name of its bundle.
         */
        static Optional<Source> of(ServiceReference<?> reference) {
            return Optional.ofNullable(reference.getBundle())
                    .map(
                            bundle ->
                                    new Source(
                                            serviceId(reference),
                                            isNamed(reference)
                                                    ? (String) reference.getProperty(ID)
                                                    : bundle.getSymbolicName(),
                                            bundle.getVersion(),
                                            bundle.getBundleId()));
        }

        static boolean isNamed(ServiceReference<?> reference) {
            return reference.getProperty(ID) instanceof String;
        }

        static long serviceId(ServiceReference<?> reference) {
            return (Long) reference.getProperty(Constants.SERVICE_ID);
        }

        /** As the log names it. */
        @Override
        public String toString() {
            return id + " " + version;
        }
    }

    InstalledVersion(Source source, LoadedSkill.Outcome outcome, CallCounts counts) {
        this.source = source;
        this.outcome = outcome;
        this.counts = counts;
        if (outcome instanceof LoadedSkill.Outcome.Usable usable) {
            usable.skill().countedBy(counts);
        }
    }

    Source source() {
        return source;
    }

    boolean isUsable() {
        return outcome instanceof LoadedSkill.Outcome.Usable && counts.quarantine().isEmpty();
    }

    /** How it has done; empty when it never worked. */
    Optional<SkillUsage> usage() {
        return outcome instanceof LoadedSkill.Outcome.Usable
                ? Optional.of(counts.usage(source))
                : Optional.empty();
    }

    /** Gives it no more turns, as before a restart. */
    void quarantine(Reason why) {
        counts.quarantine(why);
    }

    /** Ends its quarantine; answers whether it was in one. */
    boolean pardon() {
        boolean was = counts.quarantine().isPresent();
        counts.pardon();
        return was;
    }

    /** Holds it for a turn, unless it is gone or never worked. */
    Optional<SkillHandle> acquire() {
        if (!(outcome instanceof LoadedSkill.Outcome.Usable usable)) {
            return Optional.empty();
        }
        lock.lock();
        try {
            if (gone) {
                return Optional.empty();
            }
            turns++;
            return Optional.of(new SkillHandle(usable.skill(), this::release));
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            turns--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets no new turn begin and waits for those that run.
     *
     * @return how many still run when the time is over
     */
    int drain(Duration limit) {
        lock.lock();
        try {
            gone = true;
            long left = limit.toNanos();
            while (turns > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return turns;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return turns;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what is left of it; it must have been drained. */
    void retire() {
        if (outcome instanceof LoadedSkill.Outcome.Usable usable) {
            usable.skill().retire();
        }
    }

    /** The names of its tools. */
    List<String> toolNames() {
        return outcome instanceof LoadedSkill.Outcome.Usable usable
                ? usable.skill().spec().tools().stream().map(Tool::name).toList()
                : List.of();
    }

    /** How it is shown when it must stay out for a reason of the installation's. */
    InstalledSkill describeKeptOut(Reason why) {
        return describe(Optional.empty(), State.FAILED, why);
    }

    InstalledSkill describe(boolean current) {
        return switch (outcome) {
            case LoadedSkill.Outcome.Rejected rejected ->
                    describe(Optional.empty(), State.FAILED, rejected.why());
            case LoadedSkill.Outcome.Usable usable when counts.quarantine().isPresent() ->
                    describe(
                            Optional.of(usable.skill()),
                            State.QUARANTINED,
                            counts.quarantine().get().why());
            case LoadedSkill.Outcome.Usable usable ->
                    current
                            ? describe(
                                    Optional.of(usable.skill()),
                                    State.ACTIVE,
                                    Reason.said(usable.skill().trouble().orElse("")))
                            : describe(
                                    Optional.of(usable.skill()),
                                    State.DRAINING,
                                    Reason.of("newer", "a newer version is installed"));
        };
    }

    private InstalledSkill describe(Optional<LoadedSkill> skill, State state, Reason why) {
        return new InstalledSkill(
                source.id(),
                source.version().toString(),
                source.bundleId(),
                skill.map(LoadedSkill::spec),
                skill.map(LoadedSkill::texts),
                state,
                why);
    }
}
