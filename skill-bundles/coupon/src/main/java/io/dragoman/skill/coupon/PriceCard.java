package io.dragoman.skill.coupon;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Card;
import io.dragoman.api.message.Part.Card.Field;
import io.dragoman.api.rules.PricingRules.Offer;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.skill.Dialogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A price as the customer reads it: the items, each discount, what is left, what is saved. */
record PriceCard(Dialogue dialogue, Cart cart, Price price) {

    Part show() {
        var fields = new ArrayList<Field>();
        cart.lines().forEach(line -> fields.add(new Field(item(line), money(line.amount()))));
        fields.add(new Field(dialogue.say("field.total"), money(price.total())));
        price.steps().forEach(step -> fields.add(new Field(label(step.offer()), taken(step))));
        fields.add(new Field(dialogue.say("field.toPay"), money(price.toPay())));
        if (!price.steps().isEmpty()) {
            fields.add(new Field(dialogue.say("field.saving"), money(price.saving())));
        }
        var person = new Action(dialogue.say("action.person"), dialogue.say("action.person.words"));
        return new Card(dialogue.say("card.title"), fields, List.of(person));
    }

    /** What is worth adding; or that nothing can be taken off, where that is so. */
    Optional<Part> remark(Optional<Hint> hint) {
        if (hint.isPresent()) {
            var words = dialogue.say("hint", money(hint.get().add()), money(hint.get().more()));
            return Optional.of(Part.text(words));
        }
        return price.steps().isEmpty()
                ? Optional.of(Part.text(dialogue.say("none")))
                : Optional.empty();
    }

    private String item(Cart.Line line) {
        return line.name().in(dialogue.locale()) + " × " + line.quantity();
    }

    private String taken(Price.Step step) {
        return dialogue.say("step", money(step.saving()), money(step.left()));
    }

    private String label(Offer offer) {
        var label =
                Locale.CHINESE.getLanguage().equals(dialogue.locale().getLanguage())
                        ? offer.labelZh()
                        : offer.labelEn();
        return offer.coupon().isEmpty() ? label : label + " (" + offer.coupon() + ")";
    }

    private String money(BigDecimal amount) {
        var exact = amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
        return ("CNY".equals(cart.currency()) ? "¥" : cart.currency() + " ") + exact;
    }
}
