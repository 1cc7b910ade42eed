package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A registry that holds one skill for ever, for tests of that skill. */
record OneSkill(LoadedSkill skill) implements SkillRegistry {

    @Override
    public List<InstalledSkill> snapshot() {
        return List.of(
                new InstalledSkill(
                        skill.spec().id(),
                        skill.version(),
                        0,
                        Optional.of(skill.spec()),
                        Optional.of(skill.texts()),
                        InstalledSkill.State.ACTIVE,
                        Reason.NONE));
    }

    @Override
    public Optional<SkillHandle> acquire(String id) {
        return Optional.of(skill)
                .filter(held -> held.spec().id().equals(id))
                .map(held -> new SkillHandle(held, () -> {}));
    }

    @Override
    public Optional<SkillHandle> acquire(String id, Duration patience) {
        return acquire(id);
    }

    @Override
    public List<SkillUsage> usage() {
        return List.of();
    }

    @Override
    public boolean pardon(String id) {
        return false;
    }

    @Override
    public Subscription listen(Runnable onChange) {
        return () -> {};
    }
}
