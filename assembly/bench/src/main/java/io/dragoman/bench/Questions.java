package io.dragoman.bench;

import java.util.ArrayList;
import java.util.List;

/** What customers of the demo shop ask, by who answers it with the standard rules and articles. */
final class Questions {

    /** Answered by the standard rules. */
    static final List<String> RULES = List.of("谢谢", "你好", "你是谁", "再见", "多谢", "您好");

    /** Answered by the skill of orders. */
    static final List<String> SKILL =
            List.of(
                    "订单 DM100002 现在什么状态",
                    "订单 DM100001 现在什么状态",
                    "订单 DM100007 现在什么状态",
                    "订单 DM100009 现在什么状态");

    private static final List<String> FAQ =
            List.of(
                    "付款之后多久能发货",
                    "发货后几天能收到",
                    "你们用哪家快递",
                    "下单后能修改收货地址吗",
                    "可以到店自己取货吗",
                    "可以约时间送货吗",
                    "什么时候发货");

    private static final List<String> GREETINGS = List.of("", "你好，", "您好，", "亲，", "在吗？");
    private static final List<String> OPENINGS = List.of("", "请问", "问一下", "想知道", "麻烦问下");
    private static final List<String> ENDINGS =
            List.of(
                    "", "呀", "呢", "?", "，急", "啊", "？", "呢？", "呀？", "啊？", "，谢谢", "。", "！", "哦", "哈",
                    "，急急急", "，多谢", "??", "～", "…");

    private Questions() {}

    /** The order that a question for the skill names. */
    static String order(String question) {
        return question.replaceAll(".*(DM\\d+).*", "$1");
    }

    /**
     * Questions that the shop's articles answer, in more wordings than the server remembers vectors
     * of: each costs an embedding.
     */
    static List<String> faq() {
        var all = new ArrayList<String>();
        for (var greeting : GREETINGS) {
            for (var opening : OPENINGS) {
                for (var ending : ENDINGS) {
                    FAQ.forEach(question -> all.add(greeting + opening + question + ending));
                }
            }
        }
        return List.copyOf(all);
    }

    /** Out of twenty: fourteen for rules, four for skills, two for articles. */
    static List<String> mixed() {
        var all = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            if (i % 5 == 2) {
                all.add(SKILL.get(i / 5 % SKILL.size()));
            } else if (i % 10 == 9) {
                all.add(FAQ.get(i / 10));
            } else {
                all.add(RULES.get(i % RULES.size()));
            }
        }
        return List.copyOf(all);
    }
}
