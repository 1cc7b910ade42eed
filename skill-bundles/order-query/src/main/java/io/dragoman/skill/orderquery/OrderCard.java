package io.dragoman.skill.orderquery;

import static java.util.stream.Collectors.joining;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.shop.Order;
import io.dragoman.api.skill.Dialogue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An order as its customer, or a stranger who knows the number, may see it. */
record OrderCard(Dialogue dialogue, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    Part show(Order order) {
        return new Card(dialogue.say("card.title", order.number()), fields(order), actions(order));
    }

    /** One order of a list. */
    String line(Order order) {
        return order.number()
                + " · "
                + state(order)
                + " · "
                + money(order.total(), order.currency());
    }

    private List<Field> fields(Order order) {
        var fields = new ArrayList<Field>();
        fields.add(new Field(dialogue.say("field.state"), state(order)));
        fields.add(new Field(dialogue.say("field.items"), items(order)));
        fields.add(new Field(dialogue.say("field.total"), money(order.total(), order.currency())));
        order.placed()
                .ifPresent(at -> fields.add(new Field(dialogue.say("field.placed"), time(at))));
        order.trackingNumber()
                .ifPresent(number -> fields.add(new Field(dialogue.say("field.parcel"), number)));
        if (dialogue.customerId().equals(Optional.of(order.customerId()))) {
            fields.add(new Field(dialogue.say("field.shipTo"), order.shipTo()));
        }
        return fields;
    }

    private List<Action> actions(Order order) {
        var actions = new ArrayList<Action>();
        order.trackingNumber()
                .ifPresent(
                        number ->
                                actions.add(
                                        new Action(
                                                dialogue.say("action.track"),
                                                "skill:logistics?parcel=" + number)));
        if (order.state() == Order.State.DELIVERED) {
            actions.add(
                    new Action(
                            dialogue.say("action.return"),
                            dialogue.say("action.return.words", order.number())));
        }
        actions.add(new Action(dialogue.say("action.person"), dialogue.say("action.person.words")));
        return actions;
    }

    private String state(Order order) {
        return dialogue.say("state." + order.state());
    }

    private String items(Order order) {
        return order.lines().stream()
                .map(line -> line.name().in(dialogue.locale()) + " × " + line.quantity())
                .collect(joining("\n"));
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private static String money(BigDecimal amount, String currency) {
        return ("CNY".equals(currency) ? "¥" : currency + " ") + amount.toPlainString();
    }
}
