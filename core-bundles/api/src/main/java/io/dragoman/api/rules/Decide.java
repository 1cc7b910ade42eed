package io.dragoman.api.rules;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code decide} of a rule file: the right-hand side of a rule says through it what
 * should happen. Each call adds one {@link Decision} that carries the name of the rule. Lives for
 * one firing of the rules and is used by one thread.
 *
 * <p>Where a call takes two texts, the first is Chinese and the second English; the customer's
 * language, as the {@link Fact.Message} tells it, picks one.
 */
@ProviderType
public interface Decide {

    /** Answer with a text, whatever the language. */
    void say(String text);

    /** Answer in the customer's language. */
    void say(String zh, String en);

    /** Ask back; each option is {@code label} or {@code label=payload}. */
    void ask(String prompt, String... options);

    /** Start a skill with nothing filled in. */
    void startSkill(String skill);

    /** Start a skill with one slot filled. */
    void startSkill(String skill, String slot, String value);

    /** Start a skill with some slots filled. */
    void startSkill(String skill, Map<String, String> slots);

    /** Put a tag on the conversation. */
    void tag(String tag);

    /**
     * Set the priority: 0 normal, 1 high, 2 urgent.
     *
     * @throws IllegalArgumentException for any other number
     */
    void priority(int priority);

    /** Bring a person of the site's default team in. */
    void handOver();

    /** Bring a person of a team in. */
    void handOver(String team);

    /** Bring a person of a team in and tell the agent why. */
    void handOver(String team, String why);

    /** Open a ticket for a team. */
    void openTicket(String team, String subject);

    /** Do not answer, and tell the customer why. */
    void block(String text);

    /** Do not answer, and tell the customer why in their language. */
    void block(String zh, String en);

    /**
     * Call a tool of a skill, on behalf of the customer who speaks, and tell what it answers:
     * {@code decide.call("get_points").tell("您有 {balance} 积分", "You have {balance} points")}. The
     * rules do not wait: the call is made when all of them have fired. What CHANGES is confirmed by
     * the customer first.
     */
    Call call(String tool);

    /** The one of the two texts that is in the customer's language. */
    String in(String zh, String en);

    /** The call of a tool as a rule words it. Used by one thread. */
    @ProviderType
    interface Call {

        /** An argument: a text, number, boolean, list or map. */
        Call with(String argument, Object value);

        /**
         * Say this when it went well; {@code {name}} stands for a member of the answer, {@code
         * {order.total}} for a member of a member, {@code {items.0}} for the first of a list.
         */
        Call tell(String zh, String en);

        /** The same, whatever the language. */
        Call tell(String text);

        /** Say this when it failed; without it the next stage of the ladder tries. */
        Call otherwise(String zh, String en);
    }
}
