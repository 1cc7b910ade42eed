package io.dragoman.skill.orderservice;

import static java.util.stream.Collectors.joining;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How orders, items and money are told to a customer. */
record Words(Dialogue dialogue) {

    private static final Map<String, String> SIGNS =
            Map.of("CNY", "¥", "USD", "$", "EUR", "€", "GBP", "£");

    /** All items of an order, alike ones together. */
    String items(OrderRecord order) {
        return items(order.items());
    }

    /** Some items of an order, each as often as its id is named. */
    String items(OrderRecord order, List<String> ids) {
        var left = new ArrayList<>(ids);
        return items(order.items().stream().filter(item -> left.remove(item.itemId())).toList());
    }

    /** These items, alike ones together. */
    String items(List<Item> items) {
        var counts = new LinkedHashMap<String, Integer>();
        items.forEach(item -> counts.merge(item(item), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getKey() + (e.getValue() > 1 ? " × " + e.getValue() : ""))
                .collect(joining(dialogue.say("list.comma")));
    }

    /** One item with what tells it from its siblings. */
    String item(Item item) {
        var name = item.name().in(dialogue.locale());
        return item.options().isEmpty()
                ? name
                : dialogue.say("item", name, String.join(", ", item.options().values()));
    }

    String money(BigDecimal amount, String currency) {
        var plain = amount.abs().setScale(2, RoundingMode.HALF_EVEN).toPlainString();
        return SIGNS.getOrDefault(currency, currency + " ") + plain;
    }

    /** What a payment method is called; one that has no name of its own by its source. */
    String method(PaymentMethod method) {
        var named = dialogue.say("method." + method.source());
        var name = named.startsWith("<") ? method.source() : named;
        var lastFour = method.details().get("last_four");
        return lastFour == null ? name : name + " …" + lastFour;
    }

    /** What a change costs or brings, in words. */
    String difference(Verdict.Accepted preview) {
        var amount = money(preview.difference(), preview.currency());
        return switch (preview.difference().signum()) {
            case 1 -> dialogue.say("difference.pay", amount);
            case -1 -> dialogue.say("difference.back", amount);
            default -> dialogue.say("difference.none");
        };
    }

    /** A card about an order; further fields as pairs of key and value. */
    Part card(OrderRecord order, String... more) {
        var fields = new ArrayList<Field>();
        fields.add(new Field(dialogue.say("field.items"), items(order)));
        for (int i = 0; i < more.length; i += 2) {
            fields.add(new Field(dialogue.say(more[i]), more[i + 1]));
        }
        return new Card(dialogue.say("card.title", order.number()), fields, List.of());
    }

    /** How a change ended that the customer has agreed to. */
    Turn told(String key) {
        return switch (dialogue.outcome().orElse(new Tool.Result.Failed(""))) {
            case Tool.Result.Ok done -> Turn.done(Part.text(dialogue.say(key)));
            // It was possible when it was proposed; a person has to see what has come between.
            case Tool.Result.Failed failed -> Turn.done(Part.text(dialogue.say("failed")));
        };
    }
}
