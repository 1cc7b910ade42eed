#set($words = $artifactId.replace("-", " "))
package ${package};

import static io.dragoman.testkit.SkillTester.talkTo;

import io.dragoman.api.skill.Turn;
import io.dragoman.testkit.Configs;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ${className}SkillTest {

    private final ${className}Skill skill =
            new ${className}Skill(Configs.of(${className}Skill.Config.class, Map.of("price", 5)));

    @Test
    void asksHowManyAndTellsThePrice() {
        talkTo(skill)
                .user("I need ${words}")
                .isAsked("count.ask")
                .user("some")
                .isAsked("count.retry")
                .user("3")
                .says("15")
                .gets(Turn.Done.class);
    }

    @Test
    void speaksChineseAndAsksForNothingThatWasSaid() {
        talkTo(skill).in(Locale.SIMPLIFIED_CHINESE).user("我要 4 个").says("20 元");
    }
}
