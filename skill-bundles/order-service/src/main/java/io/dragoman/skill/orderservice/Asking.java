package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Choices;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Questions about an order with the customer's own things as buttons. */
record Asking(Dialogue dialogue, OwnOrders orders) {

    /** Which items; what is said is understood by {@link ItemChoice}. */
    static final Slot<String> ITEM = Slot.slot("item", SlotType.text());

    /** Which payment method. */
    static final Slot<String> METHOD = Slot.slot("method", SlotType.text());

    private static final int MOST = 10;

    /**
     * Which of these items of an order. One of which there are several can be chosen once or as
     * often as it is there; where there is a choice at all, everything is one, too.
     */
    Choices items(OrderRecord order, List<Item> kinds) {
        var options = new ArrayList<Action>();
        for (Item kind : kinds.subList(0, Math.min(MOST, kinds.size()))) {
            options.add(item(kind, 1));
            int there = Collections.frequency(order.items(), kind);
            if (there > 1) {
                options.add(item(kind, there));
            }
        }
        if (kinds.size() > 1) {
            options.add(orders.button(dialogue.say("item.all"), ITEM.name(), "all"));
        }
        return new Choices(dialogue.say("item.ask"), options);
    }

    private Action item(Item kind, int pieces) {
        var label = new Words(dialogue).items(Collections.nCopies(pieces, kind));
        var ids = String.join(" ", Collections.nCopies(pieces, kind.itemId()));
        return orders.button(label, ITEM.name(), ids);
    }

    /** What can be had instead of an item, with the difference in price. */
    Choices variant(VariantChoice choice, String slot, String currency) {
        var old = choice.old();
        var options =
                choice.others().stream()
                        .limit(MOST)
                        .map(
                                variant ->
                                        orders.button(
                                                variant.text()
                                                        + more(
                                                                variant.price()
                                                                        .subtract(old.price()),
                                                                currency),
                                                slot,
                                                variant.itemId()))
                        .toList();
        return new Choices(dialogue.say("variant.which", new Words(dialogue).item(old)), options);
    }

    private String more(BigDecimal difference, String currency) {
        if (difference.signum() == 0) {
            return "";
        }
        var sign = difference.signum() > 0 ? " +" : " -";
        return sign + new Words(dialogue).money(difference, currency);
    }

    /** Which of these payment methods. */
    Choices method(List<PaymentMethod> methods, String prompt) {
        var words = new Words(dialogue);
        var options =
                methods.stream()
                        .limit(MOST)
                        .map(
                                method ->
                                        orders.button(
                                                words.method(method), METHOD.name(), method.id()))
                        .toList();
        return new Choices(dialogue.say(prompt), options);
    }
}
