package io.dragoman.testkit;

import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Turn;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a skill speak and remembers how it ended its turn. */
record WatchedSkill(Skill skill, AtomicReference<Turn> taken) implements Skill {

    @Override
    public SkillSpec spec() {
        return skill.spec();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var turn = skill.take(dialogue);
        taken.set(turn);
        return turn;
    }
}
