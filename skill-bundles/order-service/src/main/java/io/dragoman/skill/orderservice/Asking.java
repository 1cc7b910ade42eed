package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Part.Choices;
import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.ProductType;
import io.dragoman.api.shop.ProductType.Variant;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Questions about an order with the customer's own things as buttons. */
record Asking(Dialogue dialogue, OwnOrders orders) {

    /** Which item; what is said is understood by {@link Choosing}. */
    static final Slot<String> ITEM = Slot.slot("item", SlotType.text());

    /** Which variant instead. */
    static final Slot<String> VARIANT = Slot.slot("variant", SlotType.text());

    /** Which payment method. */
    static final Slot<String> METHOD = Slot.slot("method", SlotType.text());

    private static final int MOST = 10;

    /** One of the items; {@code all} adds a button for all of them. */
    Choices item(OrderRecord order, boolean all) {
        var words = new Words(dialogue);
        var options =
                new ArrayList<>(
                        order.items().stream()
                                .distinct()
                                .limit(MOST)
                                .map(
                                        item ->
                                                orders.button(
                                                        words.item(item),
                                                        ITEM.name(),
                                                        item.itemId()))
                                .toList());
        if (all) {
            options.add(orders.button(dialogue.say("item.all"), ITEM.name(), "all"));
        }
        return new Choices(dialogue.say("item.ask"), options);
    }

    /** What can be had instead of an item, with the difference in price. */
    Choices variant(ProductType product, Item old, String currency) {
        var options =
                product.variants().stream()
                        .filter(Variant::available)
                        .filter(variant -> !variant.itemId().equals(old.itemId()))
                        .limit(MOST)
                        .map(
                                variant ->
                                        orders.button(
                                                variant.text()
                                                        + more(
                                                                variant.price()
                                                                        .subtract(old.price()),
                                                                currency),
                                                VARIANT.name(),
                                                variant.itemId()))
                        .toList();
        return new Choices(dialogue.say("variant.ask"), options);
    }

    private String more(BigDecimal difference, String currency) {
        if (difference.signum() == 0) {
            return "";
        }
        var sign = difference.signum() > 0 ? " +" : " -";
        return sign + new Words(dialogue).money(difference, currency);
    }

    /** The customer's payment methods of a kind. */
    Choices method(Account account, String prompt, Predicate<PaymentMethod> which) {
        var words = new Words(dialogue);
        var options =
                methods(account, which).stream()
                        .map(
                                method ->
                                        orders.button(
                                                words.method(method), METHOD.name(), method.id()))
                        .toList();
        return new Choices(dialogue.say(prompt), options);
    }

    static List<PaymentMethod> methods(Account account, Predicate<PaymentMethod> which) {
        return account.paymentMethods().stream().filter(which).limit(MOST).toList();
    }
}
