package io.dragoman.skill.orderservice;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Tool.Actor;
import io.dragoman.api.skill.Tool.Caller;
import io.dragoman.api.skill.Tool.Result;
import io.dragoman.testkit.SkillTester;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredOrderSkillsTest {

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
    void takesAnItemBackToTheOriginalMethodOrAGiftCardOnly() {
        var talk = chinese(new ReturnSkill(shop.shops)).user("我要退货，订单 DM100045");
        assertThat(talk.choices().options())
                .extracting(Part.Action::label)
                .containsExactly("新疆长绒棉 T 恤（M）", "新疆长绒棉 T 恤（M） × 2", "白檀香薰蜡烛", "全部");
        talk.user("蜡烛");
        assertThat(talk.choices().options())
                .extracting(Part.Action::label)
                .containsExactly("支付宝", "礼品卡");
        talk.user("微信").says("退款退到哪里？").user("支付宝").says("退还 ¥88.00").user("好的").says("退货已申请");
        assertThat(shop.order("DM100045").tree())
                .containsEntry("status", "return requested")
                .containsEntry("return_items", List.of("HOM-CND-03"));
    }

    @Test
    void takesAllItemsBack() {
        customer(new ReturnSkill(shop.shops))
                .user("I want to return order DM100045")
                .user("all of them")
                .user("gift card")
                .says("You get back ¥266.00")
                .user("yes")
                .says("return is requested");
        assertThat(shop.order("DM100045").tree())
                .containsEntry("return_items", List.of("APP-TEE-21", "APP-TEE-21", "HOM-CND-03"));
    }

    @Test
    void takesNothingBackAfterTheSevenDays() {
        chinese(new ReturnSkill(shop.shops)).user("我要退货，订单 DM100001").says("无理由退货期已经过了");
    }

    @Test
    void exchangesAnItemForAnotherSize() {
        chinese(new ExchangeSkill(shop.shops))
                .user("订单 DM100045 换货")
                .user("T 恤")
                .says("想换成哪一款？")
                .doesNotSay("XL")
                .user("L")
                .says("无需付款")
                .says("支付宝")
                .user("可以")
                .says("换货已申请");
        assertThat(shop.order("DM100045").status()).isEqualTo(Status.EXCHANGE_REQUESTED);
        assertThat(shop.order("DM100045").tree())
                .containsEntry("exchange_new_items", List.of("APP-TEE-21-L"));
    }

    @Test
    void saysWhenThereIsNothingElseOfTheKind() {
        customer(new ExchangeSkill(shop.shops))
                .user("exchange order DM100045")
                .user("the candle")
                .says("nothing else of this kind");
    }

    @Test
    void saysUntilWhenAnOrderCanBeReturned() {
        var talk = chinese(new ReturnCheckSkill(shop.shops)).user("订单 DM100045 还能退货吗");
        talk.says("之前可以无理由退货");
        assertThat(talk.card().actions())
                .extracting(Part.Action::payload)
                .containsExactly("skill:return-items?order=DM100045");
        chinese(new ReturnCheckSkill(shop.shops)).user("DM100001 过了退货期没有").says("已于");
        customer(new ReturnCheckSkill(shop.shops))
                .user("can I still return order DM100004")
                .says("has not been sent");
    }

    private static <A extends Record> Result call(
            Skill skill, String tool, Map<String, Object> arguments, Caller caller) {
        return Tools.call(skill, tool, arguments, caller);
    }

    private static Caller as(String customer) {
        return new Caller("demo", Optional.of(customer));
    }

    @Test
    void letsStaffActForAnybodyAndCustomersForThemselvesOnly() {
        Map<String, Object> arguments =
                Map.of(
                        "order_id", "DM100045",
                        "item_ids", List.of("HOM-CND-03"),
                        "payment_method_id", "alipay_1001");
        var skill = new ReturnSkill(shop.shops);
        var tool = "return_delivered_order_items";
        assertThat(call(skill, tool, arguments, as("C1002")))
                .isEqualTo(new Result.Failed("Error: order not found"));
        assertThat(call(skill, tool, arguments, new Caller("demo", Optional.empty())))
                .isEqualTo(new Result.Failed("Error: order not found"));
        assertThat(shop.order("DM100045").status()).isEqualTo(Status.DELIVERED);
        var staff = new Caller("demo", Optional.empty(), Actor.STAFF, Optional.of("once"));
        assertThat(call(skill, tool, arguments, staff)).isInstanceOf(Result.Ok.class);
        assertThat(call(skill, tool, arguments, staff))
                .as("the same key")
                .isInstanceOf(Result.Ok.class);
        assertThat(call(skill, tool, arguments, as("C1001")))
                .isEqualTo(new Result.Failed("Error: non-delivered order cannot be returned"));
    }

    @Test
    void tellsProgramsUntilWhenAnOrderCanBeReturned() {
        var skill = new ReturnCheckSkill(shop.shops, shop.clock);
        assertThat(call(skill, "check_return", Map.of("order_id", "DM100045"), as("C1001")))
                .isInstanceOfSatisfying(
                        Result.Ok.class,
                        ok ->
                                assertThat(ok.value())
                                        .isInstanceOfSatisfying(
                                                ReturnCheckSkill.Answer.class,
                                                a -> assertThat(a.returnable()).isTrue()));
        assertThat(call(skill, "check_return", Map.of("order_id", "DM100045"), as("C1002")))
                .isInstanceOf(Result.Failed.class);
    }
}
