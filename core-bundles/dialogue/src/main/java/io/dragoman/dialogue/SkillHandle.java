package io.dragoman.dialogue;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A skill held for one turn: while a handle is open, the skill's bundle waits with stopping. Close
 * it after each turn; closing twice does no harm. Thread-safe.
 */
public final class SkillHandle implements AutoCloseable {

    private final LoadedSkill skill;
    private final Runnable release;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * Hands a skill out.
     *
     * @param release run once, when the handle is closed
     */
    public SkillHandle(LoadedSkill skill, Runnable release) {
        this.skill = skill;
        this.release = release;
    }

    /** The skill. */
    public LoadedSkill skill() {
        return skill;
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            release.run();
        }
    }
}
