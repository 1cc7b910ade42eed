package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.Option.option;
import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Cancels an order that has not been processed yet. */
@Component
@SkillId(OrderCancelSkill.ID)
public final class OrderCancelSkill implements Skill {

    static final String ID = "order-cancel";
    private static final String REASON = "reason";
    private static final String NO_LONGER_NEEDED = "no longer needed";

    private static final Slot<String> WHY =
            Slot.slot(
                    REASON,
                    SlotType.choice(
                            "cancel-reason",
                            option(
                                    NO_LONGER_NEEDED,
                                    "不想要了|不需要了|不要了|不想买了|用不上",
                                    "No longer needed|don't need|do not need|don't want|no longer want|changed my mind"),
                            option(
                                    "ordered by mistake",
                                    "拍错了|下错了|买错了|点错了|重复下单",
                                    "Ordered by mistake|by mistake|by accident|wrong order|ordered twice")));

    /** What {@code cancel_pending_order} takes. */
    record Arguments(
            @Means("The order id, such as '#W0000000', with the '#' at the beginning")
                    String order_id,
            @Means("Either 'no longer needed' or 'ordered by mistake'") String reason) {}

    private final OwnOrders orders;
    private final Tool<Arguments> tool;

    /** Created by the container. */
    @Activate
    public OrderCancelSkill(@Reference(name = "shops") Shops shops) {
        var tools = new ShopTools(shops);
        this.orders = new OwnOrders(shops, ID, Set.of(Status.PENDING, Status.UNPAID));
        this.tool =
                Tool.changing(
                        "cancel_pending_order",
                        "Cancel an order that is still pending. What was paid goes back the way it"
                                + " came: to a gift card at once, otherwise within 5 to 7 business"
                                + " days. Returns the order as it is then.",
                        Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        new Change.Cancel(wanted.order_id(), wanted.reason())));
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("取消订单", "我要取消订单", "帮我把订单取消了", "这个订单不要了", "订单下错了，取消掉")
                .examples("取消 DM100001", "DM100001 不想要了，帮我取消", "刚下的单想取消")
                .examples("cancel my order", "I want to cancel an order", "please cancel DM100001")
                .examples("I ordered by mistake, cancel it", "I no longer need order DM100001")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .step(REASON, WHY)
                .step(OwnOrders.TOLD)
                .tool(tool)
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return orders.with(dialogue, (sales, order) -> propose(dialogue, sales, order));
    }

    private Turn propose(Dialogue dialogue, AfterSales sales, OrderRecord order) {
        var words = new Words(dialogue);
        var reason = dialogue.find(WHY);
        var wish = new Change.Cancel(order.number(), reason.orElse(NO_LONGER_NEEDED));
        return switch (sales.check(wish)) {
            case Verdict.Refused no -> new Refusals(dialogue, order).told(no);
            case Verdict.Accepted preview when reason.isEmpty() ->
                    Turn.next(
                            REASON,
                            Part.text(
                                    dialogue.say(
                                            "order.about", order.number(), words.items(order))));
            case Verdict.Accepted preview ->
                    Turn.propose(
                            tool,
                            new Arguments(order.number(), reason.get()),
                            OwnOrders.TOLD,
                            order.status() == Status.UNPAID
                                    ? words.card(order)
                                    : words.card(order, "field.money", words.difference(preview)));
        };
    }
}
