package com.example.sizeadvice;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.api.skill.Slot.slot;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import org.osgi.service.component.annotations.Component;

/** Tells a customer which size of a shirt to take. */
@Component
@SkillId("size-advice")
public final class SizeAdviceSkill implements Skill {

    private static final Slot<Integer> HEIGHT = slot("height", SlotType.number(120, 220));
    private static final Slot<Integer> WEIGHT = slot("weight", SlotType.number(30, 119));

    record Person(@Means("Height in cm") int height, @Means("Weight in kg") int weight) {}

    @Override
    public SkillSpec spec() {
        return skill("size-advice")
                .examples("我该穿多大码", "衣服怎么选尺码", "170 65 公斤穿什么码")
                .examples("which size should I take", "what size fits me")
                .needs(HEIGHT, WEIGHT)
                .tool(
                        Tool.reading(
                                "advise_size",
                                "The size of shirt that fits a person",
                                Person.class,
                                (person, caller) ->
                                        new Tool.Result.Ok(size(person.height(), person.weight()))))
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var size = size(dialogue.get(HEIGHT), dialogue.get(WEIGHT));
        return Turn.done(Part.text(dialogue.say("advice", size)));
    }

    private static String size(int height, int weight) {
        if (height < 165 && weight < 60) {
            return "S";
        }
        if (height < 175 && weight < 72) {
            return "M";
        }
        return height < 183 && weight < 85 ? "L" : "XL";
    }
}
