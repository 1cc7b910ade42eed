package io.dragoman.skill.orderquery;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.api.skill.Slot.slot;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Turn;
import java.time.ZoneId;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Shows an order: the one whose number the customer gives, or one of the latest of a customer who
 * is signed in. Where it goes to is shown only to the customer who placed it.
 */
@Component
@SkillId("order-query")
@Designate(ocd = OrderQuerySkill.Config.class)
public final class OrderQuerySkill implements Skill {

    /** What order numbers look like, and how much is shown. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        /** A regular expression; the letters' case does not matter. */
        @AttributeDefinition(name = "%settings.number", description = "%settings.number.about")
        String number() default
                "(?<![A-Z0-9])[A-Z]{1,4}-?[0-9]{4,20}(?![A-Z0-9])|(?<![0-9])[0-9]{12,20}(?![0-9])";

        /** How many of the latest orders a customer is offered. */
        @AttributeDefinition(
                name = "%settings.latest",
                description = "%settings.latest.about",
                min = "1",
                max = "10")
        int latest() default 5;

        /** The zone in which times are told. */
        @AttributeDefinition(name = "%settings.zone", description = "%settings.zone.about")
        String zone() default "Asia/Shanghai";
    }

    private static final String PICK = "pick";

    private final Shops shops;
    private final int latest;
    private final ZoneId zone;
    private final Slot<String> order;

    /** Created by the container. */
    @Activate
    public OrderQuerySkill(@Reference(name = "shops") Shops shops, Config config) {
        this.shops = shops;
        this.latest = config.latest();
        this.zone = ZoneId.of(config.zone());
        this.order = slot("order", SlotType.matching("order-number", config.number()));
    }

    @Override
    public SkillSpec spec() {
        var spec =
                examples(skill("order-query")).step(PICK, order).tool(new OrderTool(shops).tool());
        new DetailTools(shops).all().forEach(spec::tool);
        return spec.build();
    }

    private static SkillSpec.Builder examples(SkillSpec.Builder spec) {
        return spec.examples("我买的东西发货了没有", "did you already send what I ordered")
                .examples("how far along is my order")
                .examples("我的订单", "查一下我的订单", "查订单", "订单到哪一步了", "我的订单什么状态")
                .examples("看看我买的东西", "我买了什么", "最近的订单", "订单 DM100001", "帮我查下订单号")
                .examples("订单发货了吗", "我昨天下的单怎么样了")
                .examples(
                        "my order",
                        "my orders",
                        "show me my orders",
                        "check my order",
                        "order status")
                .examples(
                        "what is the state of my order",
                        "has my order been shipped",
                        "what did I buy")
                .examples("I want to check an order", "my last order", "my recent purchases")
                .examples(
                        "DM100001",
                        "DM100001 什么状态",
                        "帮我查一下订单 DM100001",
                        "查一下 DM100001",
                        "order DM100001",
                        "check order DM100001",
                        "where is my order DM100001",
                        "what is happening with order DM100001");
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var shop = shops.of(dialogue.site());
        if (shop.isEmpty()) {
            return Turn.pass("no shop is connected for the site '" + dialogue.site() + "'");
        }
        return dialogue.find(order)
                .map(number -> show(dialogue, shop.get(), number))
                .orElseGet(() -> offerLatest(dialogue, shop.get()));
    }

    private Turn show(Dialogue dialogue, Shop shop, String number) {
        return OrderTool.find(shop, number)
                .map(found -> Turn.done(new OrderCard(dialogue, zone).show(found)))
                .orElseGet(
                        () ->
                                Turn.askAgain(
                                        order, Part.text(dialogue.say("order.unknown", number))));
    }

    private Turn offerLatest(Dialogue dialogue, Shop shop) {
        if (dialogue.customerId().isEmpty()) {
            return Turn.next(PICK);
        }
        var orders = shop.ordersOf(dialogue.customerId().get(), latest);
        var card = new OrderCard(dialogue, zone);
        return switch (orders.size()) {
            case 0 -> Turn.done(Part.text(dialogue.say("orders.none")));
            case 1 -> Turn.done(card.show(orders.getFirst()));
            default ->
                    Turn.next(
                            PICK,
                            new Part.Choices(dialogue.say("orders.choose"), options(card, orders)));
        };
    }

    private static List<Action> options(OrderCard card, List<Order> orders) {
        return orders.stream()
                .map(o -> new Action(card.line(o), "skill:order-query?order=" + o.number()))
                .toList();
    }
}
