package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.skill.Said;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the customer just sent, and all that a skill may know of them. Immutable.
 *
 * @param id of the turn, the same when it is taken up again after a crash
 * @param site the conversation's site
 * @param text the words, or the payload of the button that was pressed
 * @param message the message itself
 * @param locale Chinese or English
 * @param customerId in the shop, when signed in
 * @param cart what the page told of
 * @param now the time of the turn
 * @param zone where the site's days begin and end
 */
public record CustomerTurn(
        String id,
        String site,
        String text,
        List<Part> message,
        Locale locale,
        Optional<String> customerId,
        Optional<Cart> cart,
        Instant now,
        ZoneId zone) {
    public CustomerTurn {
        message = List.copyOf(message);
    }

    /** The same turn with other words, for a button that stands for a sentence. */
    CustomerTurn saying(String other) {
        return new CustomerTurn(id, site, other, message, locale, customerId, cart, now, zone);
    }

    /** The words, with all that is needed to understand them. */
    Said said() {
        return new Said(text, Texts.supported(locale), now, zone);
    }

    /** The same turn, with "2" or the label of an option replaced by what pressing it sends. */
    CustomerTurn choosing(List<Part.Action> options) {
        return OfferedOptions.chosen(text, options)
                .map(option -> saying(option.payload()))
                .orElse(this);
    }
}
