package io.dragoman.skill.logistics;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import io.dragoman.testkit.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogisticsSkillTest {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final TestClock clock = TestClock.at(NOW);
    private final FakeShop shop =
            new FakeShop("demo")
                    .with(order("DM100001", "C1", Order.State.SHIPPED, "SF7302000001"))
                    .with(order("DM100002", "C1", Order.State.SHIPPED, "YT7302000002"))
                    .with(order("DM100003", "C1", Order.State.PAID, null))
                    .with(order("DM100004", "C2", Order.State.SHIPPED, "SF7302000004"))
                    .with(parcel("SF7302000001", "DM100001", Duration.ofDays(1)))
                    .with(parcel("YT7302000002", "DM100002", Duration.ofDays(-2)))
                    .with(parcel("SF7302000004", "DM100004", Duration.ofDays(1)));
    private final LogisticsSkill skill =
            new LogisticsSkill(shop.alone(), Configs.of(LogisticsSkill.Config.class));

    private static Order order(String number, String customer, Order.State state, String parcel) {
        var line = new Order.Line("TEA", new LocalText("龙井", "Longjing"), 1, BigDecimal.TEN);
        return new Order(
                number,
                customer,
                state,
                NOW,
                List.of(line),
                BigDecimal.TEN,
                "CNY",
                "–",
                Optional.ofNullable(parcel));
    }

    private static Parcel parcel(String number, String order, Duration promisedIn) {
        var hub = new LocalText("南京转运中心", "Nanjing hub");
        return new Parcel(
                number,
                "SF",
                order,
                false,
                NOW.plus(promisedIn),
                List.of(
                        new Parcel.Event(NOW.minusSeconds(3600), hub, new LocalText("已离开", "Left")),
                        new Parcel.Event(
                                NOW.minusSeconds(9000), hub, new LocalText("已到达", "Arrived"))));
    }

    @Test
    void showsTheWayOfAParcelNewestFirst() {
        var card = talkTo(skill).at(clock).user("where is SF7302000001").card();
        assertThat(card.title()).isEqualTo("SF SF7302000001");
        assertThat(card.fields())
                .containsExactly(
                        new Part.Card.Field("State", "On its way"),
                        new Part.Card.Field("Promised by", "11-22 10:00"),
                        new Part.Card.Field("11-21 09:00", "Nanjing hub · Left"),
                        new Part.Card.Field("11-21 07:30", "Nanjing hub · Arrived"));
    }

    @Test
    void findsTheParcelOfAnOrder() {
        talkTo(skill)
                .at(clock)
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("订单DM100001的快递到哪了")
                .says("SF7302000001")
                .says("南京转运中心 · 已离开");
    }

    @Test
    void handsALateParcelToAfterSalesWithASummary() {
        var over =
                talkTo(skill)
                        .at(clock)
                        .in(Locale.SIMPLIFIED_CHINESE)
                        .user("DM100002")
                        .says("非常抱歉")
                        .says("已超时")
                        .gets(Turn.HandOver.class);
        assertThat(over.team()).isEqualTo("after-sales");
        assertThat(over.summary()).contains("YT7302000002", "DM100002", "11-19 10:00", "已离开");
    }

    @Test
    void countsAParcelAsLateOnlyAfterTheHoursOfGrace() {
        var patient =
                new LogisticsSkill(
                        shop.alone(),
                        Configs.of(LogisticsSkill.Config.class, Map.of("graceHours", 72)));
        talkTo(patient).at(clock).user("DM100002").gets(Turn.Done.class);
        clock.advance(Duration.ofHours(25));
        talkTo(patient).at(clock).user("DM100002").gets(Turn.HandOver.class);
    }

    @Test
    void saysThatAnOrderHasNotBeenShipped() {
        talkTo(skill).at(clock).user("DM100003").says("not been shipped").gets(Turn.Done.class);
    }

    @Test
    void offersTheParcelsOnTheirWayToASignedInCustomer() {
        var tester = talkTo(skill).at(clock).as("C1").user("where is my parcel");
        assertThat(tester.choices().options()).hasSize(2);
        tester.presses("DM100001").says("SF7302000001").gets(Turn.Done.class);
    }

    @Test
    void showsTheOnlyParcelOnItsWayAtOnce() {
        talkTo(skill).at(clock).as("C2").user("where is my parcel").says("SF7302000004");
    }

    @Test
    void tellsACustomerThatNothingIsOnItsWay() {
        talkTo(skill).at(clock).as("C3").user("where is my parcel").says("No parcel");
    }

    @Test
    void asksAVisitorForANumberAndAgainForAnUnknownOne() {
        talkTo(skill)
                .at(clock)
                .user("查物流")
                .isAsked("parcel.ask")
                .user("嗯")
                .isAsked("parcel.retry")
                .user("SF0000000000")
                .gets(Turn.AskAgain.class);
    }

    @Test
    void passesWhenTheSiteHasNoShop() {
        talkTo(skill).on("elsewhere").user("DM100001").endsWith(DialogueResult.Pass.class);
    }

    @Test
    void returnsAParcelToTools() {
        var tool = new ParcelTool(shop.alone()).tool();
        var caller = new Tool.Caller("demo", Optional.empty());
        assertThat(tool.call().apply(new ParcelTool.Arguments("DM100001"), caller))
                .isInstanceOf(Tool.Result.Ok.class);
        assertThat(tool.call().apply(new ParcelTool.Arguments("DM1"), caller))
                .isInstanceOf(Tool.Result.Failed.class);
    }
}
