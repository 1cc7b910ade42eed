package io.dragoman.knowledge.internal;

import java.util.regex.Pattern;

/**
 * Takes the courtesies off a question: what people say around it ("您好，请问……谢谢") moves its vector
 * away from the plain questions of the articles.
 */
final class Courtesies {

    /** The models look at the first words only; more would cost time for nothing. */
    private static final int LONGEST = 500;

    private static final Pattern BEFORE =
            Pattern.compile(
                    "^(?:(?:你好|您好|你们好|哈喽|打扰一下|请问一下|请问下|请问|麻烦问一下|问一下|问下"
                            + "|想问一下|想问下|我想问一下|我想问下|我想问|我想咨询一下|咨询一下|我想知道|想知道"
                            // These begin other words too, so something has to follow.
                            + "|(?:嗨|在吗|在不在|有人吗|亲亲?|客服|老板)(?=[\\s,，.。!！?？~～、:：])"
                            + "|(?:hello there|hello|hi there|hi|hey there|hey"
                            + "|good (?:morning|afternoon|evening)|excuse me|sorry to bother you"
                            + "|quick question|could you (?:please )?tell me"
                            + "|can you (?:please )?tell me|please tell me"
                            + "|i(?:'d| would) like to know(?: if)?|i want to know(?: if)?"
                            + "|i was wondering(?: if)?)(?![a-z]))"
                            + "[\\s,，.。!！?？~～、:：…]*)+",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern AFTER =
            Pattern.compile(
                    "(?:[\\s,，.。!！?？~～…]*(?:谢谢(?:你|您|啦|了)?|多谢|感谢|麻烦(?:你|您)?了|亲"
                            + "|thank you(?: very much| so much)?|thanks(?: a lot| in advance)?|please|pls"
                            + "|thx)[\\s,，.。!！?？~～…]*)+$",
                    Pattern.CASE_INSENSITIVE);

    private Courtesies() {}

    /** The question without them; the whole text where nothing else would be left. */
    static String strip(String text) {
        var plain = text.strip().replaceAll("\\s+", " ");
        var bounded = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        var core = AFTER.matcher(BEFORE.matcher(bounded).replaceFirst("")).replaceFirst("").strip();
        return core.codePoints().anyMatch(Character::isLetterOrDigit) ? core : bounded;
    }
}
