package io.dragoman.skill.orderquery;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import io.dragoman.testkit.SkillTester;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderQuerySkillTest {

    private static final String ADDRESS = "杭州市西湖区文三路 90 号";

    private final FakeShop shop =
            new FakeShop("demo")
                    .with(new Customer("C1", "王小明", "silver", "1", "a@example.com"))
                    .with(order("DM100001", "C1", Order.State.DELIVERED, 1, "SF7302000000"))
                    .with(order("DM100002", "C1", Order.State.PAID, 5, null))
                    .with(order("DM100003", "C2", Order.State.SHIPPED, 3, "YT7302000003"))
                    .with(
                            new Parcel(
                                    "YT7302000003",
                                    "YTO",
                                    "DM100003",
                                    false,
                                    Instant.EPOCH,
                                    List.of()));

    private final OrderQuerySkill skill =
            new OrderQuerySkill(shop.alone(), Configs.of(OrderQuerySkill.Config.class));

    private static Order order(
            String number, String customer, Order.State state, int day, String parcel) {
        var line =
                new Order.Line("TEA", new LocalText("龙井", "Longjing"), 2, new BigDecimal("168.00"));
        return new Order(
                number,
                customer,
                state,
                Instant.parse("2026-11-0" + day + "T04:30:00Z"),
                List.of(line),
                new BigDecimal("296.00"),
                "CNY",
                ADDRESS,
                Optional.ofNullable(parcel));
    }

    @Test
    void showsTheOrderWhoseNumberIsInTheFirstMessage() {
        var card = talkTo(skill).user("what about order dm100001?").card();
        assertThat(card.title()).isEqualTo("Order DM100001");
        assertThat(card.fields())
                .extracting(Part.Card.Field::value)
                .contains("Delivered", "Longjing × 2", "¥296.00", "2026-11-01 12:30");
    }

    @Test
    void offersTrackingReturningAndAPersonForADeliveredOrder() {
        var card = talkTo(skill).in(Locale.SIMPLIFIED_CHINESE).user("DM100001").card();
        assertThat(card.actions())
                .containsExactly(
                        new Part.Action("查看物流", "skill:logistics?parcel=SF7302000000"),
                        new Part.Action("申请退货", "我要退货，订单 DM100001"),
                        new Part.Action("转人工", "转人工"));
    }

    @Test
    void asksAVisitorForTheNumberAndAgainForAnUnknownOne() {
        talkTo(skill)
                .user("my order")
                .isAsked("order.ask")
                .user("no idea")
                .isAsked("order.retry")
                .user("DM999999")
                .says("DM999999")
                .gets(Turn.AskAgain.class);
    }

    @Test
    void givesUpToAPersonAfterThreeUnknownNumbers() {
        talkTo(skill)
                .user("DM900001")
                .user("DM900002")
                .user("DM900003")
                .endsWith(DialogueResult.GiveUp.class);
    }

    @Test
    void offersASignedInCustomerTheLatestOrdersNewestFirst() {
        var tester = talkTo(skill).as("C1").in(Locale.SIMPLIFIED_CHINESE).user("我的订单");
        assertThat(tester.choices().options())
                .extracting(Part.Action::label)
                .containsExactly("DM100002 · 已付款，待发货 · ¥296.00", "DM100001 · 已签收 · ¥296.00");
        assertThat(tester.presses("DM100001").card().title()).isEqualTo("订单 DM100001");
    }

    @Test
    void understandsTheNumberOfAnOfferedOrder() {
        assertThat(talkTo(skill).as("C1").user("my orders").user("the second one").card().title())
                .isEqualTo("Order DM100001");
    }

    @Test
    void showsTheAddressOnlyToTheCustomerWhoPlacedTheOrder() {
        talkTo(skill).as("C1").user("DM100001").says(ADDRESS);
        talkTo(skill).user("DM100001").doesNotSay(ADDRESS);
        talkTo(skill).as("C1").user("DM100003").doesNotSay(ADDRESS);
    }

    @Test
    void takesATrackingNumberForTheOrder() {
        assertThat(talkTo(skill).user("YT7302000003").card().title()).isEqualTo("Order DM100003");
    }

    @Test
    void tellsACustomerWithoutOrdersSo() {
        talkTo(skill).as("C9").user("my orders").says("no orders").gets(Turn.Done.class);
    }

    @Test
    void passesWhenTheSiteHasNoShop() {
        var pass =
                talkTo(skill).on("elsewhere").user("my orders").endsWith(DialogueResult.Pass.class);
        assertThat(pass.reason()).contains("elsewhere");
    }

    @Test
    void failsAsAValueWhenTheOrderSystemIsDown() {
        shop.down(true);
        talkTo(skill).user("DM100001").endsWith(DialogueResult.Failed.class);
    }

    @Test
    void goesOnAfterARestart() {
        SkillTester tester = talkTo(skill).user("my order").isAsked("order.ask").restarted();
        assertThat(tester.user("DM100002").card().title()).isEqualTo("Order DM100002");
    }

    @Test
    void returnsAnOrderToToolsWithTheAddressForItsCustomerOnly() {
        var tool = new OrderTool(shop.alone()).tool();
        var arguments = new OrderTool.Arguments("DM100001");
        var own = tool.call().apply(arguments, new Tool.Caller("demo", Optional.of("C1")));
        var other = tool.call().apply(arguments, new Tool.Caller("demo", Optional.empty()));
        assertThat(((OrderView) ((Tool.Result.Ok) own).value()).shipTo()).contains(ADDRESS);
        assertThat(((OrderView) ((Tool.Result.Ok) other).value()).shipTo()).isEmpty();
        assertThat(
                        tool.call()
                                .apply(
                                        new OrderTool.Arguments("X1"),
                                        new Tool.Caller("demo", Optional.empty())))
                .isInstanceOf(Tool.Result.Failed.class);
    }

    @Test
    void findsNumbersByThePatternOfTheShop() {
        var config = Configs.of(OrderQuerySkill.Config.class, Map.of("number", "#[0-9]{3}"));
        shop.with(order("#123", "C1", Order.State.PAID, 6, null));
        assertThat(
                        talkTo(new OrderQuerySkill(shop.alone(), config))
                                .user("it is #123.")
                                .card()
                                .title())
                .isEqualTo("Order #123");
    }
}
