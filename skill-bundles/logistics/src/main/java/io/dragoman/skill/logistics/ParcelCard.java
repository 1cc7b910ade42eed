package io.dragoman.skill.logistics;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.skill.Dialogue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A parcel's way as a card, newest scan first, and in one line for the desk. */
record ParcelCard(Dialogue dialogue, ZoneId zone, Parcel parcel, boolean late) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final int MAX_EVENTS = 8;

    Part show() {
        var title = dialogue.say("card.title", parcel.carrier(), parcel.trackingNumber());
        var order =
                new Action(
                        dialogue.say("action.order"),
                        "skill:order-query?order=" + parcel.orderNumber());
        var person = new Action(dialogue.say("action.person"), dialogue.say("action.person.words"));
        return new Card(title, fields(), List.of(order, person));
    }

    private List<Field> fields() {
        var fields = new ArrayList<Field>();
        fields.add(new Field(dialogue.say("field.state"), dialogue.say(stateKey())));
        if (!parcel.delivered()) {
            fields.add(new Field(dialogue.say("field.promised"), time(parcel.promisedBy())));
        }
        parcel.events().stream()
                .limit(MAX_EVENTS)
                .forEach(event -> fields.add(new Field(time(event.at()), words(event))));
        return fields;
    }

    private String stateKey() {
        if (parcel.delivered()) {
            return "state.delivered";
        }
        return late ? "state.late" : "state.onTheWay";
    }

    /** What the agent needs to know at a glance. */
    String summary() {
        var last = parcel.events().isEmpty() ? "–" : words(parcel.events().getFirst());
        return dialogue.say(
                "summary.late",
                parcel.carrier(),
                parcel.trackingNumber(),
                parcel.orderNumber(),
                time(parcel.promisedBy()),
                last);
    }

    private String words(Parcel.Event event) {
        return event.place().in(dialogue.locale()) + " · " + event.what().in(dialogue.locale());
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
