package io.dragoman.pipeline.internal;

import java.util.List;
import java.util.Locale;

/**
 * How somebody feels, by words that say so: a small lexicon per language, averaged over the last
 * messages. Cheap enough for every turn; it is meant to notice anger, not to grade shades.
 */
final class Sentiment {

    private static final List<String> ANGRY =
            List.of(
                    "投诉",
                    "差评",
                    "垃圾",
                    "骗子",
                    "骗人",
                    "太差",
                    "差劲",
                    "气死",
                    "愤怒",
                    "什么破",
                    "破店",
                    "无语",
                    "坑人",
                    "恶心",
                    "忽悠",
                    "敷衍",
                    "态度差",
                    "受不了",
                    "失望",
                    "举报",
                    "曝光",
                    "退钱",
                    "complain",
                    "terrible",
                    "awful",
                    "worst",
                    "scam",
                    "useless",
                    "ridiculous",
                    "angry",
                    "furious",
                    "disgusting",
                    "unacceptable",
                    "rubbish",
                    "hate",
                    "disappointed",
                    "cheated",
                    "liar");
    private static final List<String> HAPPY =
            List.of(
                    "谢谢",
                    "感谢",
                    "太好了",
                    "很好",
                    "满意",
                    "不错",
                    "喜欢",
                    "赞",
                    "给力",
                    "thank",
                    "great",
                    "perfect",
                    "awesome",
                    "love",
                    "excellent",
                    "nice");

    private Sentiment() {}

    /** The mood after a message, -1 to 1, given the mood before it. */
    static double after(double before, String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        long angry = ANGRY.stream().filter(lower::contains).count();
        long happy = HAPPY.stream().filter(lower::contains).count();
        double now = angry + happy == 0 ? 0 : (double) (happy - angry) / (angry + happy);
        if (angry > 1 || angry == 1 && (lower.contains("!") || lower.contains("！"))) {
            now = -1;
        }
        // The newest message counts most; what is said neutrally lets a mood fade.
        double mood = angry + happy == 0 ? before * 0.7 : before * 0.3 + now * 0.7;
        return Math.round(Math.clamp(mood, -1, 1) * 100) / 100.0;
    }
}
