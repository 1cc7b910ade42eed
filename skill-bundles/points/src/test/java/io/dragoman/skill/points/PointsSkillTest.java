package io.dragoman.skill.points;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.shop.Points;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointsSkillTest {

    private final FakeShop shop =
            new FakeShop("demo")
                    .with("C1001", new Points(1280, 200, Instant.parse("2026-12-09T02:00:00Z")));

    private final PointsSkill skill =
            new PointsSkill(shop.alone(), Configs.of(PointsSkill.Config.class));

    @Test
    void showsTheBalanceAndWhatExpires() {
        talkTo(skill)
                .as("C1001")
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("我的积分")
                .says("可用积分: 1280")
                .says("¥12")
                .says("200 分，2026-12-09 到期")
                .gets(Turn.Done.class);
    }

    @Test
    void saysNothingOfExpiryWhenNothingExpires() {
        shop.with("C1", new Points(90, 0, Instant.EPOCH));
        talkTo(skill).as("C1").user("my points").says("Points: 90").doesNotSay("Expiring");
    }

    @Test
    void asksAVisitorToSignIn() {
        talkTo(skill).user("my points").says("sign").endsWith(DialogueResult.Finished.class);
    }

    @Test
    void reckonsByTheConfiguredRate() {
        var config = Configs.of(PointsSkill.Config.class, Map.of("pointsPerYuan", 10));
        talkTo(new PointsSkill(shop.alone(), config)).as("C1001").user("my points").says("¥128");
    }

    @Test
    void letsTheNextStageTryForAnUnknownCustomer() {
        assertThat(talkTo(skill).as("C9").user("my points").gets(Turn.Pass.class).reason())
                .contains("no points");
    }
}
