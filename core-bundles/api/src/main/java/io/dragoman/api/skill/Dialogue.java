package io.dragoman.api.skill;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Cart;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The conversation as a skill sees it, for the length of one turn. Not thread-safe. */
@ProviderType
public interface Dialogue {

    /** The site (brand) of the conversation. */
    String site();

    /** The step the last turn moved to; {@link SkillSpec#START} at first. */
    String step();

    /** The value of a slot of this step; filled, because the core saw to it. */
    <T> T get(Slot<T> slot);

    /** The value of any slot, if it has been filled. */
    <T> Optional<T> find(Slot<T> slot);

    /** What the customer wrote, or the payload of the button pressed. */
    String text();

    /** The message itself. */
    List<Part> message();

    /** The customer's language: Chinese or English. */
    Locale locale();

    /** The customer's id in the shop, when signed in. */
    Optional<String> customerId();

    /** The cart the page told of, if any. */
    Optional<Cart> cart();

    /** The time of this turn. */
    Instant now();

    /** Where the site's days begin and end. */
    ZoneId zone();

    /**
     * How the change ended that {@link Turn.Propose} asked for; empty in every other turn. Of what
     * went well the value is a JSON tree.
     */
    Optional<Tool.Result> outcome();

    /** Something an earlier turn of this dialogue remembered. */
    Optional<String> recall(String key);

    /** Keeps a short text until the dialogue ends; at most 4,000 characters in all. */
    void remember(String key, String value);

    /** The text of a message key of the skill's bundle in the customer's language. */
    String say(String key, Object... arguments);
}
