#set($words = $artifactId.replace("-", " "))
#set($id = $artifactId.replace("-", "_"))
package ${package};

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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Asks how many, and tells what they cost. */
@Component
@SkillId("${artifactId}")
@Designate(ocd = ${className}Skill.Config.class)
public final class ${className}Skill implements Skill {

    /** Set in etc/${package}.${className}Skill.cfg or in the console. */
    @ObjectClassDefinition(name = "Skill: ${words}")
    public @interface Config {

        @AttributeDefinition(name = "Price of one", min = "1")
        int price() default 20;
    }

    private static final Slot<Integer> COUNT = slot("count", SlotType.number(1, 999));

    record Order(@Means("How many") int count) {}

    private final Config config;

    @Activate
    public ${className}Skill(Config config) {
        this.config = config;
    }

    @Override
    public SkillSpec spec() {
        return skill("${artifactId}")
                .examples("我要问${words}", "${words}多少钱")
                .examples("${words}, please", "I need ${words}")
                .needs(COUNT)
                .tool(
                        Tool.reading(
                                "${id}_price",
                                "What ${words} costs",
                                Order.class,
                                (order, caller) -> new Tool.Result.Ok(price(order.count()))))
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var count = dialogue.get(COUNT);
        return Turn.done(Part.text(dialogue.say("price", count, price(count))));
    }

    private int price(int count) {
        return count * config.price();
    }
}
