package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillId;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets a pending order be paid by another method. */
@Component
@SkillId(OrderPaymentSkill.ID)
public final class OrderPaymentSkill implements Skill {

    static final String ID = "order-payment";
    private static final String METHOD = "method";

    /** What {@code modify_pending_order_payment} takes. */
    record Arguments(
            @Means("The order id, such as '#W0000000', with the '#' at the beginning")
                    String order_id,
            @Means("The new payment method, such as 'credit_card_0000000'")
                    String payment_method_id) {}

    private final OwnOrders orders;
    private final Tool<Arguments> tool;

    /** Created by the container. */
    @Activate
    public OrderPaymentSkill(@Reference(name = "shops") Shops shops) {
        var tools = new ShopTools(shops);
        this.orders = new OwnOrders(shops, ID, Set.of(Status.PENDING));
        this.tool =
                Tool.changing(
                        "modify_pending_order_payment",
                        "Pay an order that is still pending by another payment method of the"
                                + " customer. The first one is refunded.",
                        Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        new Change.Payment(
                                                wanted.order_id(), wanted.payment_method_id())));
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("换个支付方式", "修改订单的支付方式", "订单想改用礼品卡支付", "付款方式选错了", "改成微信支付")
                .examples(
                        "change the payment method of my order", "I want to pay with another card")
                .examples("pay order DM100047 with my gift card", "switch the payment to PayPal")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .step(METHOD, Asking.METHOD)
                .step(OwnOrders.TOLD)
                .tool(tool)
                .build();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return orders.with(dialogue, (sales, order) -> choose(dialogue, sales, order));
    }

    private Turn choose(Dialogue dialogue, AfterSales sales, OrderRecord order) {
        var account = sales.account(order.customerId()).orElseThrow();
        var paidBy = Choosing.paidBy(order);
        var others =
                account.paymentMethods().stream()
                        .filter(method -> !method.id().equals(paidBy))
                        .toList();
        var choices = new Asking(dialogue, orders).method(others, "method.pay");
        var said = dialogue.find(Asking.METHOD);
        if (said.isPresent()) {
            return Choosing.method(account, said.get())
                    .map(method -> propose(dialogue, sales, order, method))
                    .orElseGet(() -> Turn.askAgain(Asking.METHOD, choices));
        }
        var probe = new Change.Payment(order.number(), paidBy);
        if (sales.check(probe) instanceof Verdict.Refused no
                && no.reason() != Verdict.Reason.METHOD_SAME) {
            return new Refusals(dialogue, order).told(no);
        }
        return others.isEmpty()
                ? new Refusals(dialogue, order)
                        .told(new Verdict.Refused(Verdict.Reason.METHOD_UNKNOWN, ""))
                : unasked(dialogue, others)
                        .map(method -> propose(dialogue, sales, order, method))
                        .orElseGet(() -> Turn.next(METHOD, choices));
    }

    /** The only other method, or the one that has been named. */
    private static Optional<PaymentMethod> unasked(Dialogue dialogue, List<PaymentMethod> others) {
        return others.size() == 1
                ? Optional.of(others.getFirst())
                : Choosing.of(others, OwnOrders.wish(dialogue));
    }

    private Turn propose(
            Dialogue dialogue, AfterSales sales, OrderRecord order, PaymentMethod method) {
        var words = new Words(dialogue);
        return new Refusals(dialogue, order)
                .unless(
                        sales.check(new Change.Payment(order.number(), method.id())),
                        preview ->
                                Turn.propose(
                                        tool,
                                        new Arguments(order.number(), method.id()),
                                        OwnOrders.TOLD,
                                        words.card(
                                                order,
                                                "field.money",
                                                words.money(
                                                        order.payments().getFirst().amount(),
                                                        sales.currency()),
                                                "field.method",
                                                words.method(method))));
    }
}
