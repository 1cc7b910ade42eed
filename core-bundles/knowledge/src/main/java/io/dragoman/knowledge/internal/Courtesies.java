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
                    "^(?:(?:你好|您好|你们好|哈喽|嗨|在吗|在不在|有人吗|亲亲?|客服|老板|请问一下|请问下|请问"
                            + "|想问一下|想问下|问一下|问下|打扰一下|麻烦问一下|我想问一下|我想问下|我想问"
                            + "|我想咨询一下|咨询一下|我想知道|想知道"
                            + "|hello|hi there|hi|hey|good (?:morning|afternoon|evening)"
                            + "|excuse me|sorry to bother you|quick question"
                            + "|could you (?:please )?tell me|can you (?:please )?tell me"
                            + "|i(?:'d| would) like to know|i want to know|i was wondering"
                            + "|please tell me)(?![a-z])"
                            + "[\\s,，.。!！?？~～、:：…]*(?:(?:了|呀|啊|哦|一下|if)(?=[\\s,，]))?[\\s,，]*)+",
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
