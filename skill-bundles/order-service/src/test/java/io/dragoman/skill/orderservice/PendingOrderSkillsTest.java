package io.dragoman.skill.orderservice;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.testkit.SkillTester;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingOrderSkillsTest {

    private OpenShop shop;

    @BeforeEach
    void open(@TempDir Path data) {
        shop = new OpenShop(data);
    }

    private SkillTester customer(Skill skill) {
        return talkTo(skill).as(OpenShop.CUSTOMER).at(shop.clock);
    }

    private SkillTester chinese(Skill skill) {
        return customer(skill).in(Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    void cancelsAnOrderAfterAReasonAndAYes() {
        var talk =
                customer(new OrderCancelSkill(shop.shops))
                        .user("please cancel DM100004")
                        .says("Why would you like to cancel it?")
                        .user("I don't need it any more")
                        .says("You get back ¥299.00")
                        .says("Shall I cancel order DM100004?");
        assertThat(shop.order("DM100004").status()).isEqualTo(Status.PENDING);
        talk.user("yes").says("Your order is cancelled");
        assertThat(shop.order("DM100004").tree())
                .containsEntry("status", "cancelled")
                .containsEntry("cancel_reason", "no longer needed");
    }

    @Test
    void cancelsInChineseWithTheReasonFromTheFirstSentence() {
        chinese(new OrderCancelSkill(shop.shops))
                .user("订单 DM100004 拍错了，帮我取消")
                .says("要取消订单 DM100004 吗？")
                .user("好的")
                .says("订单已取消");
        assertThat(shop.order("DM100004").tree())
                .containsEntry("cancel_reason", "ordered by mistake");
    }

    @Test
    void changesNothingWithoutAYes() {
        customer(new OrderCancelSkill(shop.shops))
                .user("I ordered DM100004 by mistake, cancel it")
                .user("no");
        assertThat(shop.order("DM100004").status()).isEqualTo(Status.PENDING);
    }

    @Test
    void offersTheOrdersThatCanBeCancelled() {
        var talk = chinese(new OrderCancelSkill(shop.shops)).user("我要取消订单");
        assertThat(talk.choices().options())
                .extracting(Part.Action::label)
                .hasSize(3)
                .allMatch(label -> label.matches("DM10000[45] · .*|DM100047 · .*"));
        talk.presses("DM100004").says("为什么要取消呢？").presses("拍错了").says("要取消订单 DM100004 吗？");
    }

    @Test
    void cancelsNoOrderThatIsUnderWayAndSaysWhy() {
        customer(new OrderCancelSkill(shop.shops))
                .user("cancel order DM100002")
                .says("has been sent")
                .says("talk to a person")
                .gets(Turn.Done.class);
    }

    @Test
    void knowsNobodyElsesOrder() {
        customer(new OrderCancelSkill(shop.shops))
                .user("cancel order DM100015")
                .says("no order DM100015 in your account");
    }

    @Test
    void asksStrangersToSignInAndLeavesQuestionsToOthers() {
        talkTo(new OrderCancelSkill(shop.shops)).user("cancel order DM100004").says("sign in");
        customer(new OrderCancelSkill(shop.shops))
                .user("how do I cancel an order")
                .endsWith(DialogueResult.Pass.class);
        chinese(new OrderCancelSkill(shop.shops))
                .user("怎么取消订单")
                .endsWith(DialogueResult.Pass.class);
    }

    @Test
    void passesWhereTheShopTakesNoChanges() {
        talkTo(new OrderCancelSkill(Shops.only()))
                .as(OpenShop.CUSTOMER)
                .user("cancel order DM100004")
                .endsWith(DialogueResult.Pass.class);
    }

    @Test
    void goesOnAfterARestart() {
        customer(new OrderCancelSkill(shop.shops))
                .user("cancel DM100004, ordered by mistake")
                .restarted()
                .user("yes")
                .says("Your order is cancelled");
    }

    @Test
    void tellsWhenAnOrderHasChangedBetweenTheQuestionAndTheYes() {
        var talk =
                customer(new OrderCancelSkill(shop.shops))
                        .user("cancel DM100004, ordered by mistake");
        shop.sales.apply(new Change.Cancel("DM100004", "no longer needed"), Optional.empty());
        talk.user("yes").says("something has changed in between");
    }

    @Test
    void sendsAnOrderToAnotherAddress() {
        chinese(new OrderAddressSkill(shop.shops))
                .user("订单 DM100004 改地址")
                .says("寄到哪里？")
                .user("上海市浦东新区张江路 88 号 3 栋 502 室")
                .says("浙江省杭州市西湖区文三路 90 号")
                .says("上海市浦东新区张江路 88 号")
                .user("对")
                .says("新地址");
        assertThat(shop.order("DM100004").address().city()).isEqualTo("上海市");
    }

    @Test
    void asksAgainForAnAddressWithoutACity() {
        customer(new OrderAddressSkill(shop.shops))
                .user("change the address of order DM100004")
                .user("to my office")
                .says("street, city and postcode");
    }

    @Test
    void paysAnOrderByAnotherMethodThatCoversIt() {
        var talk =
                customer(new OrderPaymentSkill(shop.shops))
                        .user("change the payment method of order DM100047");
        assertThat(talk.choices().options())
                .extracting(Part.Action::label)
                .containsExactly("WeChat Pay", "Gift card");
        talk.user("gift card")
                .says("Shall I change the payment of order DM100047?")
                .user("yes")
                .says("the new method pays");
        assertThat(shop.order("DM100047").payments()).hasSize(3);
        customer(new OrderPaymentSkill(shop.shops))
                .user("pay order DM100004 by another method")
                .user("gift card")
                .says("balance of the gift card is too low");
    }

    @Test
    void replacesAnItemByAnotherVariant() {
        var talk = chinese(new OrderItemsSkill(shop.shops)).user("订单 DM100047 想改规格");
        talk.presses("保温随行杯");
        assertThat(talk.choices().options())
                .extracting(Part.Action::label)
                .containsExactly("500 ml +¥20.00");
        talk.user("500 ml").user("支付宝").says("需付 ¥20.00").user("可以").says("商品已修改");
        assertThat(shop.order("DM100047").status()).isEqualTo(Status.PENDING_ITEMS_MODIFIED);
    }

    @Test
    void hurriesTheWarehouseOnceADay() {
        chinese(new OrderHurrySkill(shop.shops)).user("催一下订单 DM100004").user("好").says("已经帮您催了仓库");
        chinese(new OrderHurrySkill(shop.shops)).user("催一下订单 DM100004").says("已经申请过了");
        chinese(new OrderHurrySkill(shop.shops)).user("能快点发货吗").says("是哪个订单？");
    }

    @Test
    void takesTheRequestForACompanysInvoice() {
        chinese(new InvoiceSkill(shop.shops))
                .user("给订单 DM100001 开发票")
                .presses("公司")
                .user("杭州清风贸易有限公司")
                .says("税号")
                .user("没有")
                .says("15 到 20 位")
                .user("91330106MA2XXXXX0T")
                .says("91330106MA2XXXXX0T")
                .user("好的")
                .says("发票已申请");
        assertThat(shop.order("DM100001").extras().invoice().orElseThrow().taxNumber())
                .contains("91330106MA2XXXXX0T");
    }

    @Test
    void takesTheRequestForAPersonsInvoiceWithoutATaxNumber() {
        customer(new InvoiceSkill(shop.shops))
                .user("please send me an invoice for DM100045")
                .user("personal")
                .user("Wang Xiaoming")
                .says("for Wang Xiaoming?")
                .user("yes")
                .says("invoice is requested");
    }
}
