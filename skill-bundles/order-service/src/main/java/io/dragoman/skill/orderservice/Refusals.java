package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Choices;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Turn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells why a change cannot be made, by how the order stands, and offers what can be done instead:
 * what has arrived cannot be cancelled, but it can be sent back.
 */
record Refusals(Dialogue dialogue, OrderRecord order) {

    private static final Map<Status, List<String>> INSTEAD =
            Map.of(
                    Status.DELIVERED, List.of(ReturnSkill.ID, ExchangeSkill.ID),
                    Status.PENDING, List.of(OrderCancelSkill.ID, OrderItemsSkill.ID),
                    Status.PENDING_ITEMS_MODIFIED, List.of(OrderHurrySkill.ID),
                    Status.PROCESSED, List.of(OrderHurrySkill.ID),
                    Status.UNPAID, List.of(OrderCancelSkill.ID));

    /** Goes on with a change that the shop would make; tells why not where it would not. */
    Turn unless(Verdict verdict, Function<Verdict.Accepted, Turn> then) {
        return switch (verdict) {
            case Verdict.Refused no -> told(no);
            case Verdict.Accepted preview -> then.apply(preview);
        };
    }

    /** Why not, and what instead. */
    Turn told(Verdict.Refused why) {
        var said = Part.text(words(why.reason()));
        var actions = isAboutTheState(why.reason()) ? instead() : List.<Action>of();
        return actions.isEmpty()
                ? Turn.done(said, Part.text(dialogue.say("refused.instead")))
                : Turn.done(said, new Choices(dialogue.say("refused.choose"), actions));
    }

    private String words(Verdict.Reason reason) {
        var key = "refused." + reason;
        var byState = dialogue.say(key + "." + order.status(), order.number());
        return byState.startsWith("<") ? dialogue.say(key, order.number()) : byState;
    }

    private static boolean isAboutTheState(Verdict.Reason reason) {
        return reason == Verdict.Reason.NOT_PENDING || reason == Verdict.Reason.NOT_DELIVERED;
    }

    private List<Action> instead() {
        var actions = new ArrayList<Action>();
        for (String skill : INSTEAD.getOrDefault(order.status(), List.of())) {
            actions.add(new Action(dialogue.say("instead." + skill), payload(skill)));
        }
        return actions;
    }

    /** What was wished comes along, so that nothing need be said twice. */
    private String payload(String skill) {
        var wish = OwnOrders.wish(dialogue);
        boolean swaps = skill.equals(ExchangeSkill.ID) || skill.equals(OrderItemsSkill.ID);
        boolean clear = !ItemChoice.wish(order, wish).isEmpty();
        var item = (swaps || skill.equals(ReturnSkill.ID)) && clear ? "&item=" + encoded(wish) : "";
        return "skill:" + skill + "?order=" + encoded(order.number()) + item;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
