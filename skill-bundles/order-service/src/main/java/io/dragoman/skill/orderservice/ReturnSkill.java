package io.dragoman.skill.orderservice;

import static io.dragoman.api.skill.SkillSpec.skill;

import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
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

/** Takes items of a delivered order back. */
@Component
@SkillId(ReturnSkill.ID)
public final class ReturnSkill implements Skill {

    static final String ID = "return-items";
    private static final String ITEM = "item";
    private static final String METHOD = "method";

    /** What {@code return_delivered_order_items} takes. */
    record Arguments(
            @Means("The order id, such as '#W0000000', with the '#' at the beginning")
                    String order_id,
            @Means("The item ids to be returned, each such as '1008292230'; may hold duplicates")
                    List<String> item_ids,
            @Means("Where the refund goes: the original payment method, or a gift card")
                    String payment_method_id) {}

    private final OwnOrders orders;
    private final Tool<Arguments> tool;

    /** Created by the container. */
    @Activate
    public ReturnSkill(@Reference(name = "shops") Shops shops) {
        var tools = new ShopTools(shops);
        this.orders = new OwnOrders(shops, ID, Set.of(Status.DELIVERED));
        this.tool =
                Tool.changing(
                        "return_delivered_order_items",
                        "Request the return of items of a delivered order. The customer is told by"
                                + " e-mail how to send them.",
                        Arguments.class,
                        (wanted, caller) ->
                                tools.change(
                                        caller,
                                        wanted.order_id(),
                                        new Change.Return(
                                                wanted.order_id(),
                                                wanted.item_ids(),
                                                wanted.payment_method_id())));
    }

    @Override
    public Optional<Texts> texts() {
        return SkillTexts.of(ID);
    }

    @Override
    public SkillSpec spec() {
        return skill(ID)
                .examples("我要退货", "申请退货", "帮我退货", "收到的东西不喜欢，想退掉", "我要退货，订单 DM100045")
                .examples("退掉 DM100045 里的蜡烛", "七天无理由退货")
                .examples("I want to return an item", "return my order", "send it back")
                .examples("I want to return order DM100045", "return the candle of my last order")
                .step(OwnOrders.PICK, OwnOrders.ORDER)
                .step(ITEM, Asking.ITEM)
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
        if (refusal(sales, order) instanceof Verdict.Refused no) {
            return new Refusals(dialogue, order).told(no);
        }
        var said = dialogue.find(Asking.ITEM);
        var pieces =
                said.map(words -> ItemChoice.answer(order, words))
                        .orElseGet(() -> ItemChoice.wish(order, OwnOrders.wish(dialogue)));
        if (!pieces.isEmpty()) {
            return withItems(dialogue, sales, order, pieces.stream().map(Item::itemId).toList());
        }
        var question =
                new Asking(dialogue, orders)
                        .items(order, order.items().stream().distinct().toList());
        return said.isEmpty() ? Turn.next(ITEM, question) : Turn.askAgain(Asking.ITEM, question);
    }

    /** Whether the order can be returned at all is said before anything is asked. */
    private static Verdict refusal(AfterSales sales, OrderRecord order) {
        var all = order.items().stream().map(Item::itemId).toList();
        return sales.check(new Change.Return(order.number(), all, Choosing.paidBy(order)));
    }

    private Turn withItems(
            Dialogue dialogue, AfterSales sales, OrderRecord order, List<String> ids) {
        var methods = allowed(sales, order);
        var wanted = dialogue.find(Asking.METHOD);
        var method =
                methods.size() == 1
                        ? methods.stream().findFirst()
                        : Choosing.of(methods, wanted.orElseGet(() -> OwnOrders.wish(dialogue)));
        var question = new Asking(dialogue, orders).method(methods, "method.refund");
        return method.map(to -> propose(dialogue, sales, order, ids, to))
                .orElseGet(
                        () ->
                                wanted.isEmpty()
                                        ? Turn.next(METHOD, question)
                                        : Turn.askAgain(Asking.METHOD, question));
    }

    private static List<PaymentMethod> allowed(AfterSales sales, OrderRecord order) {
        var original = order.payments().getFirst().methodId();
        return sales.account(order.customerId()).orElseThrow().paymentMethods().stream()
                .filter(method -> method.isGiftCard() || method.id().equals(original))
                .toList();
    }

    private Turn propose(
            Dialogue dialogue,
            AfterSales sales,
            OrderRecord order,
            List<String> ids,
            PaymentMethod method) {
        var words = new Words(dialogue);
        return new Refusals(dialogue, order)
                .unless(
                        sales.check(new Change.Return(order.number(), ids, method.id())),
                        preview ->
                                Turn.propose(
                                        tool,
                                        new Arguments(order.number(), ids, method.id()),
                                        OwnOrders.TOLD,
                                        words.card(
                                                order,
                                                "field.back",
                                                words.items(order, ids),
                                                "field.money",
                                                words.difference(preview),
                                                "field.method",
                                                words.method(method))));
    }
}
