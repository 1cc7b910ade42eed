package io.dragoman.pipeline.internal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises the wish for a person, and the wish to go back to the bot. It is part of the core, so
 * that no rule file and no skill can take it away from the customer.
 */
final class PersonWish {

    private static final Pattern ZH =
            Pattern.compile(
                    "^请?(人工|转人工|找人工|真人|客服|人工客服|人工服务|在线客服|找客服|转接人工){1,3}(谢谢|吧)?[。！!？?~～]*$"
                            + "|(转|接|找|要|叫|换|联系|呼叫|切换)(到|一?个|一?下|你们的?|在线)?(人工|真人|客服)"
                            + "|人工(客服|服务|坐席|座席)|(跟|和|与|找)(真人|活人|人工|客服)(说|聊|谈|沟通|讲)?|不要机器人|不想(跟|和)机器人");
    private static final Pattern EN =
            Pattern.compile(
                    "^(please,? )?(an? |the )?(agent|human|operator|representative|person|real person|live agent|human agent|live chat|customer service)(,? (please|pls|now)){0,2}[.!? ]*$"
                            + "|\\b(talk|speak|chat|connect|transfer|switch|hand)\\b.{0,20}\\b(human|person|agent|someone|somebody|representative|operator|people|staff)\\b"
                            + "|\\b(need|want|get|give me|prefer)\\b.{0,15}\\b(human|real person|live person|live agent|an agent|a person|representative|operator)\\b");
    private static final Pattern BACK =
            Pattern.compile(
                    "^(返回机器人|回到机器人|取消排队|不等了|不排队了|机器人|不用人工了)[。！!]*$"
                            + "|^(back to (the )?bot|cancel|leave( the)? queue|stop waiting|never ?mind|bot)[.!]*$");

    /** What stands between two Chinese characters and is no word. */
    private static final Pattern GAPS = Pattern.compile("(?<=\\p{IsHan})\\s+(?=\\p{IsHan})");

    private PersonWish() {}

    /** Wide letters, invisible characters and gaps are no reason not to understand somebody. */
    private static String plain(String text) {
        var usual = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "");
        return GAPS.matcher(usual.strip().toLowerCase(Locale.ROOT)).replaceAll("");
    }

    static boolean wantsPerson(String text) {
        var lower = plain(text);
        return lower.length() <= 200 && (ZH.matcher(lower).find() || EN.matcher(lower).find());
    }

    static boolean wantsBot(String text) {
        return BACK.matcher(plain(text)).find();
    }
}
