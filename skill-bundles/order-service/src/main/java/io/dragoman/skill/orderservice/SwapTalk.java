package io.dragoman.skill.orderservice;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.AfterSales;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.ProductType.Variant;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The dialogue about items that are to become other variants of their products, for pending and for
 * delivered orders alike: as many at once as the customer names, because it can be done only once.
 * Used for one turn.
 *
 * @param wish makes the change from order, old items, new items and payment method
 */
record SwapTalk(
        Dialogue dialogue,
        OwnOrders orders,
        Tool<SwapTalk.Arguments> tool,
        Wish wish,
        AfterSales sales,
        OrderRecord order) {

    private static final String ITEM_STEP = "item";
    private static final String METHOD_STEP = "method";

    /** So many kinds of items are asked about; with more a person is quicker. */
    private static final int KINDS = 5;

    /** What comes instead of the first kind of item, of the second, and so on. */
    private static final List<Slot<String>> VARIANTS =
            IntStream.rangeClosed(1, KINDS)
                    .mapToObj(n -> Slot.slot("variant" + n, SlotType.text()))
                    .toList();

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

    /** Adds the steps of this dialogue to a skill's. */
    static SkillSpec.Builder steps(SkillSpec.Builder spec) {
        spec.step(OwnOrders.PICK, OwnOrders.ORDER).step(ITEM_STEP, Asking.ITEM);
        VARIANTS.forEach(slot -> spec.step(slot.name(), slot));
        return spec.step(METHOD_STEP, Asking.METHOD).step(OwnOrders.TOLD);
    }

    Turn next() {
        if (refusal() instanceof Verdict.Refused no) {
            return new Refusals(dialogue, order).told(no);
        }
        var said = dialogue.find(Asking.ITEM);
        var pieces =
                said.map(words -> ItemChoice.answer(order, words))
                        .orElseGet(() -> ItemChoice.wish(order, OwnOrders.wish(dialogue)));
        if (pieces.equals(order.items())) {
            pieces = pieces.stream().filter(item -> !choice(item).others().isEmpty()).toList();
        }
        if (pieces.isEmpty()) {
            var question = new Asking(dialogue, orders).items(order, kinds(order.items()));
            return said.isEmpty()
                    ? Turn.next(ITEM_STEP, question)
                    : Turn.askAgain(Asking.ITEM, question);
        }
        return with(pieces);
    }

    /** Whether the order can be changed at all is said before anything is asked. */
    private Verdict refusal() {
        return sales.check(wish.of(order.number(), List.of(), List.of(), Choosing.paidBy(order)));
    }

    private static List<Item> kinds(List<Item> items) {
        return items.stream().distinct().toList();
    }

    private VariantChoice choice(Item item) {
        return new VariantChoice(sales.productType(item.productId()).orElseThrow(), item);
    }

    private Turn with(List<Item> pieces) {
        var kinds = kinds(pieces);
        if (kinds.size() > KINDS) {
            return Turn.handOver(
                    "",
                    order.number() + ": " + OwnOrders.wish(dialogue),
                    Part.text(dialogue.say("item.many")));
        }
        var instead = new LinkedHashMap<Item, Variant>();
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kinds.get(i);
            var slot = VARIANTS.get(i);
            var variant = variant(kind, kinds, slot);
            if (variant.isEmpty()) {
                return ask(choice(kind), slot);
            }
            instead.put(kind, variant.get());
        }
        return withVariants(new Swap(pieces, instead));
    }

    private Optional<Variant> variant(Item kind, List<Item> kinds, Slot<String> slot) {
        var choice = choice(kind);
        return dialogue.find(slot)
                .map(choice::of)
                .orElseGet(
                        () ->
                                sentences()
                                        .flatMap(words -> choice.within(words, kinds).stream())
                                        .findFirst());
    }

    /** What the customer has said of the whole, the latest first. */
    private Stream<String> sentences() {
        return Stream.concat(
                dialogue
                        .find(Asking.ITEM)
                        .filter(words -> !ItemChoice.isByButton(order, words))
                        .stream(),
                Stream.of(OwnOrders.wish(dialogue)));
    }

    private Turn ask(VariantChoice choice, Slot<String> slot) {
        var question = new Asking(dialogue, orders).variant(choice, slot.name(), sales.currency());
        if (question.options().isEmpty()) {
            return Turn.done(
                    Part.text(dialogue.say("variant.none", new Words(dialogue).item(choice.old()))),
                    Part.text(dialogue.say("refused.instead")));
        }
        return dialogue.find(slot).isEmpty()
                ? Turn.next(slot.name(), question)
                : Turn.askAgain(slot, question);
    }

    private Turn withVariants(Swap swap) {
        var methods = sales.account(order.customerId()).orElseThrow().paymentMethods();
        var said = dialogue.find(Asking.METHOD);
        var chosen =
                said.map(words -> Choosing.of(methods, words))
                        .orElseGet(() -> unasked(swap, methods));
        if (chosen.isPresent()) {
            return propose(swap, chosen.get());
        }
        var question = new Asking(dialogue, orders).method(methods, "method.difference");
        return said.isEmpty()
                ? Turn.next(METHOD_STEP, question)
                : Turn.askAgain(Asking.METHOD, question);
    }

    /** The only method, the one that has been named, or any where nothing is to be paid. */
    private Optional<PaymentMethod> unasked(Swap swap, List<PaymentMethod> methods) {
        if (methods.size() == 1) {
            return Optional.of(methods.getFirst());
        }
        return sentences()
                .flatMap(words -> Choosing.of(methods, words).stream())
                .findFirst()
                .or(
                        () ->
                                methods.stream()
                                        .filter(
                                                method ->
                                                        method.id().equals(Choosing.paidBy(order)))
                                        .filter(method -> costsNothing(swap, method))
                                        .findFirst());
    }

    private boolean costsNothing(Swap swap, PaymentMethod method) {
        return check(swap, method) instanceof Verdict.Accepted yes
                && yes.difference().signum() == 0;
    }

    private Verdict check(Swap swap, PaymentMethod method) {
        return sales.check(wish.of(order.number(), swap.oldIds(), swap.newIds(), method.id()));
    }

    private Turn propose(Swap swap, PaymentMethod method) {
        var words = new Words(dialogue);
        return new Refusals(dialogue, order)
                .unless(
                        check(swap, method),
                        preview ->
                                Turn.propose(
                                        tool,
                                        new Arguments(
                                                order.number(),
                                                swap.oldIds(),
                                                swap.newIds(),
                                                method.id()),
                                        OwnOrders.TOLD,
                                        words.card(
                                                order,
                                                "field.old",
                                                words.items(swap.pieces()),
                                                "field.new",
                                                words.items(swap.instead()),
                                                "field.money",
                                                words.difference(preview),
                                                "field.method",
                                                words.method(method))));
    }
}
