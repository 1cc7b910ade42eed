package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Turn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Finds the order that a signed-in customer speaks of: the one they name, the only one that fits,
 * or one of those that are offered.
 *
 * @param skill whose buttons are made
 * @param fitting where an order must stand for the wish to make sense
 */
record OwnOrders(Shops shops, String skill, Set<Status> fitting) {

    /** The order's number. */
    static final Slot<String> ORDER = Slot.slot("order", SlotType.orderNumber());

    /** The step that asks for it. */
    static final String PICK = "pick";

    /** The step that the skill comes to when the customer has agreed to a change. */
    static final String TOLD = "told";

    private static final String KNOWN = "order";
    private static final String WISH = "wish";
    private static final int WISH_LENGTH = 300;
    private static final int OFFERED = 6;

    /** Whoever asks how something is done wants an answer, not to do it. */
    private static final Pattern QUESTION =
            Pattern.compile(
                    ".*(怎么|怎样|如何|什么意思|流程|规则|政策|多久|几天|谁出|可以.*吗|能.*吗).*|.*\\b(how|what|policy|rules?|can (?:i|we))\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Goes on with the customer's order, or asks for it; tells how it ended where a change has been
     * made. A mere question is not for the skill.
     */
    Turn with(Dialogue dialogue, BiFunction<AfterSales, OrderRecord, Turn> then) {
        return asksInGeneral(dialogue, QUESTION)
                ? Turn.pass("it is a question")
                : withAny(dialogue, then);
    }

    /** The same, for a skill that answers questions. */
    Turn withAny(Dialogue dialogue, BiFunction<AfterSales, OrderRecord, Turn> then) {
        if (dialogue.step().equals(TOLD)) {
            return new Words(dialogue).told(skill + ".done");
        }
        var shop = shops.of(dialogue.site());
        var sales = shop.flatMap(Shop::afterSales);
        if (sales.isEmpty()) {
            return Turn.pass("the shop of '" + dialogue.site() + "' takes no changes");
        }
        if (begins(dialogue)) {
            var wish = dialogue.text();
            dialogue.remember(WISH, wish.substring(0, Math.min(WISH_LENGTH, wish.length())));
        }
        var said = dialogue.find(ORDER).or(() -> dialogue.recall(KNOWN));
        if (dialogue.customerId().isEmpty()) {
            return Turn.done(Part.text(dialogue.say("signin")));
        }
        if (said.isEmpty()) {
            return offer(dialogue, sales.get(), then);
        }
        return own(dialogue, shop.get(), sales.get(), said.get())
                .map(order -> then.apply(sales.get(), order))
                .orElseGet(
                        () ->
                                Turn.askAgain(
                                        ORDER,
                                        Part.text(dialogue.say("order.unknown", said.get()))));
    }

    /** The sentence that began the dialogue; it may say more than which skill is meant. */
    static String wish(Dialogue dialogue) {
        return dialogue.recall(WISH).orElse("");
    }

    /** Whether the dialogue begins with a question that is about no order in particular. */
    static boolean asksInGeneral(Dialogue dialogue, Pattern question) {
        return begins(dialogue)
                && dialogue.find(ORDER).isEmpty()
                && question.matcher(dialogue.text()).matches();
    }

    private static boolean begins(Dialogue dialogue) {
        return dialogue.step().equals(SkillSpec.START) && !dialogue.text().startsWith("skill:");
    }

    /** Somebody else's order is as unknown as one that does not exist. */
    private static Optional<OrderRecord> own(
            Dialogue dialogue, Shop shop, AfterSales sales, String said) {
        return shop.order(said)
                .filter(order -> dialogue.customerId().get().equals(order.customerId()))
                .flatMap(order -> sales.order(order.number()));
    }

    private Turn offer(
            Dialogue dialogue, AfterSales sales, BiFunction<AfterSales, OrderRecord, Turn> then) {
        var orders =
                sales.account(dialogue.customerId().get()).stream()
                        .flatMap(account -> account.orders().reversed().stream())
                        .flatMap(number -> sales.order(number).stream())
                        .filter(order -> fitting.contains(order.status()))
                        .toList();
        var meant = meant(orders, wish(dialogue));
        return offer(dialogue, sales, meant.stream().limit(OFFERED).toList(), then);
    }

    /** Who speaks of a candle means an order with one. */
    private static List<OrderRecord> meant(List<OrderRecord> orders, String wish) {
        var named =
                orders.stream().filter(order -> !ItemChoice.kinds(order, wish).isEmpty()).toList();
        return named.isEmpty() ? orders : named;
    }

    private Turn offer(
            Dialogue dialogue,
            AfterSales sales,
            List<OrderRecord> orders,
            BiFunction<AfterSales, OrderRecord, Turn> then) {
        return switch (orders.size()) {
            case 0 -> Turn.done(Part.text(dialogue.say(skill + ".none")));
            case 1 -> {
                dialogue.remember(KNOWN, orders.getFirst().number());
                yield then.apply(sales, orders.getFirst());
            }
            default ->
                    Turn.next(
                            PICK,
                            new Part.Choices(
                                    dialogue.say("order.choose"), options(dialogue, orders)));
        };
    }

    private List<Action> options(Dialogue dialogue, List<OrderRecord> orders) {
        var words = new Words(dialogue);
        return orders.stream()
                .map(
                        order ->
                                button(
                                        order.number() + " · " + words.items(order),
                                        ORDER.name(),
                                        order.number()))
                .toList();
    }

    /** A button that fills a slot of the skill. */
    Action button(String label, String slot, String value) {
        return new Action(
                label,
                "skill:%s?%s=%s"
                        .formatted(skill, slot, URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
}
