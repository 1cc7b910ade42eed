package com.example.sizeadvice;

import static io.dragoman.testkit.SkillTester.talkTo;

import io.dragoman.api.skill.Turn;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SizeAdviceSkillTest {

    @Test
    void asksForHeightAndWeight() {
        talkTo(new SizeAdviceSkill())
                .user("which size should I take?")
                .isAsked("height.ask")
                .user("rather tall")
                .isAsked("height.retry")
                .user("181")
                .isAsked("weight.ask")
                .user("80 kg")
                .says("size L")
                .gets(Turn.Done.class);
    }

    @Test
    void asksForNothingTheCustomerHasSaid() {
        talkTo(new SizeAdviceSkill())
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("我170，65公斤，穿什么码")
                .says("M 码");
    }
}
