package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Cart;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the customer just sent, and all that a skill may know of them. Immutable.
 *
 * @param site the conversation's site
 * @param text the words, or the payload of the button that was pressed
 * @param message the message itself
 * @param locale Chinese or English
 * @param customerId in the shop, when signed in
 * @param cart what the page told of
 * @param now the time of the turn
 */
public record CustomerTurn(
        String site,
        String text,
        List<Part> message,
        Locale locale,
        Optional<String> customerId,
        Optional<Cart> cart,
        Instant now) {
    public CustomerTurn {
        message = List.copyOf(message);
    }

    /** The same turn with other words, for a button that stands for a sentence. */
    CustomerTurn saying(String other) {
        return new CustomerTurn(site, other, message, locale, customerId, cart, now);
    }
}
