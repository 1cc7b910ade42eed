package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.ProductType;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.List;

/**
 * The dialogue about one item that is to become another variant of its product, for pending and for
 * delivered orders alike. Used for one turn.
 *
 * @param wish makes the change from order, old item, new item and payment method
 */
record SwapTalk(
        Dialogue dialogue,
        OwnOrders orders,
        Tool<SwapTalk.Arguments> tool,
        Wish wish,
        AfterSales sales,
        OrderRecord order) {

    static final String ITEM_STEP = "item";
    static final String VARIANT_STEP = "variant";
    static final String METHOD_STEP = "method";
    static final String TOLD = "told";

    /** What both tools take. */
    record Arguments(
            @Means("The order id, such as '#W0000000', with the '#' at the beginning")
                    String order_id,
            @Means("The item ids to be replaced, each such as '1008292230'; may hold duplicates")
                    List<String> item_ids,
            @Means("The item ids wanted instead, each at the same position and of the same product")
                    List<String> new_item_ids,
            @Means("What pays the difference or gets it back, such as 'gift_card_0000000'")
                    String payment_method_id) {}

    /** Makes the change. */
    interface Wish {
        Change of(String order, List<String> items, List<String> newItems, String method);
    }

    Turn next() {
        var asking = new Asking(dialogue, orders);
        var said = dialogue.find(Asking.ITEM);
        if (said.isEmpty()) {
            return begin(asking);
        }
        var item = Choosing.item(order, said.get());
        if (item.isEmpty()) {
            return Turn.askAgain(Asking.ITEM, asking.item(order, false));
        }
        var product = sales.productType(item.get().productId()).orElseThrow();
        return withItem(asking, item.get(), product);
    }

    /** Whether the order can be changed at all is said before anything is asked. */
    private Turn begin(Asking asking) {
        var probe =
                wish.of(
                        order.number(),
                        List.of(),
                        List.of(),
                        order.payments().stream()
                                .findFirst()
                                .map(OrderRecord.Payment::methodId)
                                .orElse(""));
        if (sales.check(probe) instanceof Verdict.Refused no) {
            return new Words(dialogue).refused(order, no);
        }
        return Turn.next(ITEM_STEP, asking.item(order, false));
    }

    private Turn withItem(Asking asking, Item item, ProductType product) {
        var choices = asking.variant(product, item, sales.currency());
        if (choices.options().isEmpty()) {
            return Turn.done(
                    Part.text(dialogue.say("variant.none", new Words(dialogue).item(item))),
                    Part.text(dialogue.say("refused.instead")));
        }
        var said = dialogue.find(Asking.VARIANT);
        if (said.isEmpty()) {
            return Turn.next(VARIANT_STEP, choices);
        }
        var variant = Choosing.variant(product, item, said.get());
        if (variant.isEmpty()) {
            return Turn.askAgain(Asking.VARIANT, choices);
        }
        return withVariant(asking, item, variant.get());
    }

    private Turn withVariant(Asking asking, Item item, ProductType.Variant variant) {
        var account = sales.account(order.customerId()).orElseThrow();
        var methods = asking.method(account, "method.difference", method -> true);
        var said = dialogue.find(Asking.METHOD);
        if (said.isEmpty() && account.paymentMethods().size() > 1) {
            return Turn.next(METHOD_STEP, methods);
        }
        var method =
                said.isEmpty()
                        ? account.paymentMethods().stream().findFirst()
                        : Choosing.method(account, said.get());
        if (method.isEmpty()) {
            return Turn.askAgain(Asking.METHOD, methods);
        }
        return propose(account, item, variant, method.get().id());
    }

    private Turn propose(Account account, Item item, ProductType.Variant variant, String method) {
        var words = new Words(dialogue);
        var old = List.of(item.itemId());
        var other = List.of(variant.itemId());
        return switch (sales.check(wish.of(order.number(), old, other, method))) {
            case Verdict.Refused no -> words.refused(order, no);
            case Verdict.Accepted preview ->
                    Turn.propose(
                            tool,
                            new Arguments(order.number(), old, other, method),
                            TOLD,
                            words.card(
                                    order,
                                    "field.old",
                                    words.item(item),
                                    "field.new",
                                    variant.text(),
                                    "field.money",
                                    words.difference(preview),
                                    "field.method",
                                    words.method(account.paymentMethod(method).orElseThrow())));
        };
    }
}
