package io.dragoman.bench.fault;

import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Turn;

/** A newer version of the skill of orders that throws at every turn. */
public final class BrokenSkill implements Skill {

    /** Created by the container. */
    public BrokenSkill() {}

    @Override
    public SkillSpec spec() {
        return SkillSpec.skill("order-query")
                .examples("帮我查一下订单", "查订单", "我的订单", "where is my order", "my orders")
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        throw new IllegalStateException("This version fails on purpose, for the drill");
    }
}
