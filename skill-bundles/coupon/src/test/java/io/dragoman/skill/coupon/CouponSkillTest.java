package io.dragoman.skill.coupon;

import static io.dragoman.testkit.SkillTester.talkTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.rules.PricingRules.Kind;
import io.dragoman.api.rules.PricingRules.Offer;
import io.dragoman.api.rules.PricingRules.Offers;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.Product;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import io.dragoman.testkit.TestClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CouponSkillTest {

    private static final LocalText TEA = new LocalText("龙井", "Longjing 100 g");
    private static final LocalText CUP = new LocalText("保温杯", "tumbler");

    private final FakeShop shop =
            new FakeShop("demo")
                    .with(new Product("TEA-1", TEA, "tea", new BigDecimal("168.00"), "CNY", 9))
                    .with(new Product("CUP-1", CUP, "tea", new BigDecimal("99.00"), "CNY", 9))
                    .with(new Customer("C1", "Alice", "gold", "1", "a@example.com"))
                    .with("C1", coupon("NEW10-A", "2027-01-01T00:00:00Z"))
                    .with("C1", coupon("NEW10-OLD", "2026-01-01T00:00:00Z"));

    private final CouponSkill skill =
            new CouponSkill(
                    shop.alone(), CouponSkillTest::offers, Configs.of(CouponSkill.Config.class));

    private static Coupon coupon(String code, String until) {
        return new Coupon(code, "NEW10", new LocalText("新人券", "Welcome"), Instant.parse(until));
    }

    /** 300-40, 5 % for gold, and each coupon is worth 10; offers appear only when they apply. */
    private static Offers offers(Cart cart, String tier, List<Coupon> coupons, Instant now) {
        var offers = new ArrayList<Offer>();
        if (cart.total().compareTo(new BigDecimal("300")) >= 0) {
            offers.add(
                    new Offer(
                            "full-300",
                            "满300减40",
                            "40 off 300",
                            Kind.AMOUNT,
                            new BigDecimal("40"),
                            new BigDecimal("300"),
                            "full",
                            10,
                            ""));
        }
        if (tier.equals("gold")) {
            offers.add(
                    new Offer(
                            "gold",
                            "金卡95折",
                            "Gold 5 %",
                            Kind.PERCENT,
                            new BigDecimal("5"),
                            BigDecimal.ZERO,
                            "member",
                            20,
                            ""));
        }
        for (Coupon coupon : coupons) {
            offers.add(
                    new Offer(
                            "new",
                            "新人券",
                            "Welcome",
                            Kind.AMOUNT,
                            BigDecimal.TEN,
                            new BigDecimal("100"),
                            "coupon",
                            30,
                            coupon.code()));
        }
        return new Offers(offers, List.of(), "v1");
    }

    private static Cart cart(int teas, int cups) {
        return new Cart(
                List.of(
                        new Cart.Line("TEA-1", TEA, "tea", teas, new BigDecimal("168.00")),
                        new Cart.Line("CUP-1", CUP, "tea", cups, new BigDecimal("99.00"))),
                "CNY");
    }

    @Test
    void showsEachStepOfTheBestPriceOfTheCart() {
        var card =
                talkTo(skill)
                        .as("C1")
                        .with(cart(2, 1))
                        .in(Locale.SIMPLIFIED_CHINESE)
                        .user("怎么用优惠券最划算")
                        .card();
        assertThat(card.fields())
                .containsExactly(
                        new Part.Card.Field("龙井 × 2", "¥336.00"),
                        new Part.Card.Field("保温杯 × 1", "¥99.00"),
                        new Part.Card.Field("商品合计", "¥435.00"),
                        new Part.Card.Field("满300减40", "−¥40.00，剩 ¥395.00"),
                        new Part.Card.Field("金卡95折", "−¥19.75，剩 ¥375.25"),
                        new Part.Card.Field("新人券 (NEW10-A)", "−¥10.00，剩 ¥365.25"),
                        new Part.Card.Field("应付", "¥365.25"),
                        new Part.Card.Field("共优惠", "¥69.75"));
    }

    @Test
    void hintsAtWhatIsWorthAdding() {
        talkTo(skill)
                .with(cart(1, 1))
                .user("best price")
                .says("Add ¥33.00 more and you save another ¥40.00");
        talkTo(skill).with(cart(2, 0)).user("best price").doesNotSay("Add");
        talkTo(skill).with(cart(0, 1)).user("best price").doesNotSay("Add");
    }

    @Test
    void pricesTheItemsNamedInTheMessageRatherThanTheCart() {
        talkTo(skill)
                .with(cart(9, 9))
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("两盒龙井和3个保温杯多少钱")
                .says("龙井 × 2")
                .says("保温杯 × 3")
                .says("¥633.00");
        talkTo(skill)
                .user("how much are two Longjing 100 g and a tumbler")
                .says("Longjing 100 g × 2")
                .says("tumbler × 1");
    }

    @Test
    void asksForItemsWhenTheCartIsEmptyAndAgainWhenNoneIsNamed() {
        talkTo(skill)
                .user("which coupons fit")
                .isAsked("items.ask")
                .user("something nice")
                .isAsked("items.retry")
                .user("TEA-1 x 4")
                .says("Longjing 100 g × 4");
    }

    @Test
    void tellsWhatCouponsThereAreBeforeItAsksWhatToBuy() {
        talkTo(skill)
                .in(Locale.SIMPLIFIED_CHINESE)
                .as("C1")
                .user("我有哪些优惠券")
                .says("您有这些优惠券")
                .says("请告诉我想买什么")
                .user("有什么活动吗")
                .endsWith(DialogueResult.Pass.class);
    }

    @Test
    void leavesTheRulesOfDiscountsToTheKnowledge() {
        talkTo(skill)
                .in(Locale.SIMPLIFIED_CHINESE)
                .user("满减是怎么算的")
                .endsWith(DialogueResult.Pass.class);
    }

    @Test
    void givesAStrangerNoMemberPrice() {
        talkTo(skill)
                .with(cart(1, 0))
                .user("price")
                .doesNotSay("Gold")
                .says("¥168.00")
                .says("No discount applies");
    }

    @Test
    void passesWithoutAShop() {
        talkTo(skill).on("elsewhere").user("price").endsWith(DialogueResult.Pass.class);
    }

    @Test
    void pricesForToolsWithTheCallersCoupons() {
        PricingRules rules = CouponSkillTest::offers;
        Tool<PriceTool.PriceCart> tool =
                new PriceTool(shop.alone(), rules, TestClock.at("2026-11-21T02:00:00Z")).tool();
        var order = new PriceTool.PriceCart(List.of(new PriceTool.Item("TEA-1", 2)));
        var answer = tool.call().apply(order, new Tool.Caller("demo", Optional.of("C1")));
        assertThat(((Tool.Result.Ok) answer).value().toString())
                .contains("toPay=271.20", "saving=64.80");
        var wrong = new PriceTool.PriceCart(List.of(new PriceTool.Item("NOPE", 1)));
        assertThat(tool.call().apply(wrong, new Tool.Caller("demo", Optional.empty())))
                .isEqualTo(new Tool.Result.Failed("There is no product 'NOPE'"));
    }
}
