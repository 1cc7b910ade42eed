package io.dragoman.api.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;

/** What a rule may look at. Facts are gathered before the rules run; rules do no I/O. Immutable. */
public sealed interface Fact {

    /**
     * What the customer just said.
     *
     * @param text lower case, trimmed
     * @param language {@code zh} or {@code en}
     * @param intent id of the nearest skill, or empty
     * @param confidence of the intent, 0 to 1
     * @param kind {@code text}, {@code action}, {@code media} or {@code place}
     */
    record Message(String text, String language, String intent, double confidence, String kind)
            implements Fact {

        /**
         * Whether any of the words, in lower case and separated by {@code |}, occurs in the text.
         * English words count as a whole, with a {@code *} at the end also longer ones: {@code
         * 退款|refund*} is found in "我要退款" and in "refunding?", and {@code hi} not in "this".
         */
        public boolean mentions(String words) {
            return KnownWords.in(text, words);
        }

        /**
         * Whether the text is one of the words, in lower case and separated by {@code |}; what
         * stands around it and is neither letter nor digit does not count: "你好！" is {@code 您好|你好}.
         */
        public boolean is(String words) {
            return Words.are(text, words);
        }
    }

    /**
     * Who says it.
     *
     * @param tier {@code anonymous}, {@code regular}, {@code silver}, {@code gold} or {@code vip}
     */
    record Customer(String id, String name, String tier, boolean signedIn, Set<String> tags)
            implements Fact {}

    /**
     * Where the conversation stands.
     *
     * @param state {@code bot}, {@code queued} or {@code human}
     * @param botTurns answers the bot gave since the conversation was opened
     * @param misses turns in a row without an answer
     * @param sentiment -1 (angry) to 1 (happy) of the last messages
     * @param remainingSends messages the channel still lets us send; a large number when unlimited
     */
    record Conversation(
            String id,
            String site,
            String channel,
            String state,
            int botTurns,
            int misses,
            double sentiment,
            int priority,
            int remainingSends,
            Set<String> tags)
            implements Fact {}

    /** A team at the desk: how many agents are online, how many customers wait. */
    record Desk(String team, int online, int waiting, boolean open) implements Fact {}

    /** The cart the page told of. */
    record Cart(BigDecimal total, int items, String currency) implements Fact {}

    /** The site's clock. {@code day} is 1 (Monday) to 7 (Sunday). */
    record Clock(LocalDate date, LocalTime time, int day, int hour) implements Fact {}
}
