package io.dragoman.skill.coupon;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.api.skill.Slot.slot;
import static java.util.stream.Collectors.joining;

import io.dragoman.api.message.Part;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
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
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        /** "Add so much and save more" is suggested up to this amount; 0 switches it off. */
        @AttributeDefinition(
                name = "%settings.suggestUpTo",
                description = "%settings.suggestUpTo.about",
                min = "0",
                max = "1000")
        int suggestUpTo() default 100;
    }

    private static final String ITEMS = "items";
    private static final Pattern RULES =
            Pattern.compile(
                    ".*(怎么算|规则|什么意思|是什么).*|.*\\b(how do(?:es)?|what (?:is|are) an?|rules?)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern QUESTION =
            Pattern.compile(
                    ".*([?？]|吗|呢|什么|怎么|哪些|有没有).*|(?:how|what|where|when|why|which|do|does|can|is|are)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
                .examples("我想买两包茶叶和一个保温杯，用什么券最划算", "买三根蜡烛和一个台灯，怎么买最便宜")
                .examples("how much are two lamps and a cup together", "total after discounts")
                .examples(
                        "what is the cheapest way to buy two teas and a cup",
                        "I want to buy two candles and a lamp, which coupon is best")
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
            return QUESTION.matcher(dialogue.text()).matches()
                    ? Turn.pass("it is another question")
                    : Turn.askAgain(items);
        }
        return dialogue.cart()
                .filter(cart -> !cart.lines().isEmpty())
                .map(cart -> price(dialogue, shop.get(), cart))
                .orElseGet(() -> withoutCart(dialogue, shop.get()));
    }

    /** What the customer has in hand is told, before a cart is asked for; rules are explained. */
    private Turn withoutCart(Dialogue dialogue, Shop shop) {
        if (RULES.matcher(dialogue.text()).matches()) {
            return Turn.pass("it asks how discounts work");
        }
        var valid = Wallet.of(shop, dialogue.customerId()).valid(dialogue.now());
        if (valid.isEmpty()) {
            return Turn.next(ITEMS);
        }
        var lines =
                valid.stream()
                        .map(
                                coupon ->
                                        dialogue.say(
                                                "coupon",
                                                coupon.title().in(dialogue.locale()),
                                                day(dialogue, coupon.validUntil())))
                        .collect(joining("\n", dialogue.say("coupons") + "\n", ""));
        return Turn.next(ITEMS, Part.text(lines));
    }

    private static String day(Dialogue dialogue, Instant until) {
        return LocalDate.ofInstant(until, dialogue.zone()).toString();
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
