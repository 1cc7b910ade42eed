package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The skills of this installation as they come and go. Thread-safe. */
public interface SkillRegistry {

    /** All skills that are installed, also those that failed, by id and version. */
    List<InstalledSkill> snapshot();

    /** How the versions that can be used have done, by id and version. */
    List<SkillUsage> usage();

    /**
     * Lets a skill take turns again that is in quarantine.
     *
     * @return whether one of its versions was
     */
    boolean pardon(String id);

    /**
     * Keeps the skills of a bundle in quarantine that were there before a restart.
     *
     * @param reason told to whoever asks
     */
    default void quarantine(long bundleId, Reason why) {}

    /** Holds the newest version of a skill for one turn; empty when there is none. */
    Optional<SkillHandle> acquire(String id);

    /**
     * The same, but when the skill has only just gone, as it does for a moment while its jar is
     * replaced or its configuration changes, waits until it is back.
     *
     * @param patience at most this long after it went
     */
    Optional<SkillHandle> acquire(String id, Duration patience);

    /**
     * Tells of every change, on the thread that makes it; be quick.
     *
     * @return close it to hear no more
     */
    Subscription listen(Runnable onChange);

    /** Ends what it was returned for. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
