package io.dragoman.skill.coupon;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.api.skill.Slot.slot;

import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Turn;
import java.math.BigDecimal;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Works out what a cart costs with the best combination of discounts. Which discounts there are and
 * which may be combined is said by the pricing rules; the arithmetic is exact.
 */
@Component
@SkillId("coupon")
@Designate(ocd = CouponSkill.Config.class)
public final class CouponSkill implements Skill {

    /** How far ahead the skill looks for the customer. */
    @ObjectClassDefinition(name = "Skill: coupons")
    public @interface Config {

        /** "Add so much and save more" is suggested up to this amount; 0 switches it off. */
        @AttributeDefinition(name = "Largest amount to suggest adding", min = "0", max = "1000")
        int suggestUpTo() default 100;
    }

    private static final String ITEMS = "items";

    private final Shops shops;
    private final PricingRules rules;
    private final BigDecimal suggestUpTo;
    private final Slot<String> items = slot("items", SlotType.text());

    /** Created by the container. */
    @Activate
    public CouponSkill(
            @Reference(name = "shops") Shops shops,
            @Reference(name = "rules") PricingRules rules,
            Config config) {
        this.shops = shops;
        this.rules = rules;
        this.suggestUpTo = BigDecimal.valueOf(config.suggestUpTo());
    }

    @Override
    public SkillSpec spec() {
        return skill("coupon")
                .examples("怎么用优惠券最划算", "优惠券怎么用", "我有哪些优惠券", "我的券能用吗", "用券后多少钱")
                .examples("购物车多少钱", "一起买最便宜多少钱", "帮我算一下优惠", "凑单", "满减怎么算", "有什么优惠")
                .examples("两个台灯和一个杯子一共多少钱")
                .examples("best price for my cart", "which coupons fit", "how much is my cart")
                .examples(
                        "what is the cheapest price",
                        "is my voucher valid",
                        "can I combine coupons")
                .examples(
                        "which offers are there",
                        "what discount do I get",
                        "the cheapest way to buy this")
                .examples("how much are two lamps and a cup together", "total after discounts")
                .step(ITEMS, items)
                .tool(new PriceTool(shops, rules, Clock.systemUTC()).tool())
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var shop = shops.of(dialogue.site());
        if (shop.isEmpty()) {
            return Turn.pass("no shop is connected for the site '" + dialogue.site() + "'");
        }
        var named = NamedItems.in(dialogue.find(items).orElse(dialogue.text()), shop.get());
        if (named.isPresent()) {
            return price(dialogue, shop.get(), named.get());
        }
        if (dialogue.step().equals(ITEMS)) {
            return Turn.askAgain(items);
        }
        return dialogue.cart()
                .filter(cart -> !cart.lines().isEmpty())
                .map(cart -> price(dialogue, shop.get(), cart))
                .orElseGet(() -> Turn.next(ITEMS));
    }

    private Turn price(Dialogue dialogue, Shop shop, Cart cart) {
        var wallet = Wallet.of(shop, dialogue.customerId());
        var price = BestPrice.of(cart.total(), wallet.offers(rules, cart, dialogue.now()));
        var card = new PriceCard(dialogue, cart, price);
        var hint =
                Hint.find(
                        cart,
                        price,
                        larger -> wallet.offers(rules, larger, dialogue.now()),
                        suggestUpTo);
        return card.remark(hint)
                .map(remark -> Turn.done(card.show(), remark))
                .orElseGet(() -> Turn.done(card.show()));
    }
}
