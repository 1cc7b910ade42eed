package io.dragoman.skill.orderservice;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.skill.Skill;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.testkit.SkillTester;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers who say all they want in one sentence, of several items at once. */
class SeveralItemsTest {

    private static final String ALICE = "C1002";

    private OpenShop shop;

    @BeforeEach
    void open(@TempDir Path data) {
        shop = new OpenShop(data);
    }

    private SkillTester english(Skill skill, String customer) {
        return talkTo(skill).as(customer).at(shop.clock);
    }

    private SkillTester chinese(Skill skill) {
        return english(skill, OpenShop.CUSTOMER).in(Locale.SIMPLIFIED_CHINESE);
    }

    private Object member(String order, String name) {
        return shop.order(order).tree().get(name);
    }

    @Test
    void exchangesBothShirtsInTwoSentences() {
        chinese(new ExchangeSkill(shop.shops))
                .user("DM100045 两件T恤都换成L码")
                .says("新疆长绒棉 T 恤（L） × 2")
                .says("无需付款")
                .user("好的")
                .says("换货已申请");
        assertThat(member("DM100045", "exchange_items"))
                .isEqualTo(List.of("APP-TEE-21", "APP-TEE-21"));
        assertThat(member("DM100045", "exchange_new_items"))
                .isEqualTo(List.of("APP-TEE-21-L", "APP-TEE-21-L"));
    }

    @Test
    void exchangesDifferentThingsEachForWhatStandsByItsName() {
        english(new ExchangeSkill(shop.shops), ALICE)
                .user(
                        "I'd like to exchange both items of DM100046: the shoes in size 43 and the"
                                + " tumbler in 500 ml, with my credit card")
                .says("Cushioned Running Shoes (43), Insulated Tumbler 350 ml (500 ml)")
                .says("You pay ¥20.00")
                .user("yes");
        assertThat(shop.order("DM100046").status()).isEqualTo(Status.EXCHANGE_REQUESTED);
        assertThat(member("DM100046", "exchange_new_items"))
                .isEqualTo(List.of("APP-SHO-24-43", "CUP-TH-500"));
    }

    @Test
    void asksForEachThatIsNotYetClear() {
        english(new ExchangeSkill(shop.shops), ALICE)
                .user("exchange order DM100046")
                .says("You can name several")
                .user("both")
                .says("instead of Cushioned Running Shoes (42)?")
                .user("one size bigger")
                .says("instead of Insulated Tumbler 350 ml (350 ml)?")
                .presses("500 ml +¥20.00")
                .says("What shall pay the difference")
                .user("the one ending 4002")
                .says("Shall I request this exchange");
    }

    @Test
    void takesTheNextSizeFromTheFirstSentence() {
        english(new ExchangeSkill(shop.shops), ALICE)
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("订单 DM100046 的鞋子小了，想换大一码")
                .says("缓震慢跑鞋（43）")
                .says("无需付款");
    }

    @Test
    void takesBackAllButOne() {
        chinese(new ReturnSkill(shop.shops))
                .user("我要退货，订单 DM100045")
                .user("除了蜡烛都退")
                .user("支付宝")
                .says("新疆长绒棉 T 恤（M） × 2")
                .says("退还 ¥178.00");
    }

    @Test
    void offersOneOrBothOfWhatWasBoughtTwice() {
        var talk = chinese(new ReturnSkill(shop.shops)).user("我要退货，订单 DM100045");
        talk.presses("新疆长绒棉 T 恤（M） × 2").user("礼品卡").says("退还 ¥178.00");
        talk = chinese(new ReturnSkill(shop.shops)).user("我要退货，订单 DM100045");
        talk.user("一件T恤").user("礼品卡").says("退还 ¥89.00");
    }

    @Test
    void knowsTheOrderByWhatIsInIt() {
        chinese(new ReturnSkill(shop.shops))
                .user("帮我退掉之前买的蜡烛，退到支付宝")
                .says("订单 DM100045")
                .says("退还 ¥88.00");
    }

    @Test
    void changesTwoItemsThatAreNotYetSent() {
        english(new OrderItemsSkill(shop.shops), OpenShop.CUSTOMER)
                .user(
                        "in DM100047 change the tee to size L and the tumbler to 500 ml, pay by Alipay")
                .says("Long-Staple Cotton Tee (L), Insulated Tumbler 350 ml (500 ml)")
                .says("You pay ¥20.00")
                .user("yes")
                .says("is changed");
        assertThat(shop.order("DM100047").items())
                .extracting(item -> item.itemId())
                .containsExactly("APP-TEE-21-L", "CUP-TH-500");
    }

    @Test
    void offersTheExchangeOfWhatHasArrivedWithAllThatWasSaid() {
        var talk = chinese(new OrderItemsSkill(shop.shops)).user("DM100045 两件T恤都改成L码");
        talk.says("已经签收");
        var exchange =
                talk.choices().options().stream()
                        .filter(option -> option.label().equals("申请换货"))
                        .map(Part.Action::payload)
                        .findFirst()
                        .orElseThrow();
        chinese(new ExchangeSkill(shop.shops)).user(exchange).says("新疆长绒棉 T 恤（L） × 2");
    }

    @Test
    void tellsByTheStateOfAnOrderWhyNotAndWhatInstead() {
        chinese(new OrderCancelSkill(shop.shops)).user("取消 DM100045").says("已经签收").says("申请退货");
        chinese(new ReturnSkill(shop.shops)).user("我要退货 DM100004").says("还没有发货").says("取消订单");
        chinese(new ReturnSkill(shop.shops)).user("我要退货 DM100002").says("还在路上");
    }

    @Test
    void paysByTheMethodThatWasNamedAtOnce() {
        english(new OrderPaymentSkill(shop.shops), "C1003")
                .user("pay order DM100015 with my gift card instead")
                .says("Gift card")
                .says("Shall I change the payment of order DM100015?");
    }

    @Test
    void leavesTheMeaningOfTheSevenDaysToTheKnowledge() {
        chinese(new ReturnCheckSkill(shop.shops))
                .user("七天无理由是什么意思")
                .endsWith(DialogueResult.Pass.class);
    }
}
