package io.dragoman.dialogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What people say to a dialogue rather than in it: "never mind", "the second one", questions. */
final class Phrases {

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ORDER_NUMBER =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{0,4}-?[0-9]{4,20}(?![A-Za-z0-9])");
    private static final Pattern NUMBERED =
            Pattern.compile(
                    "(?:第|no|number|option|选)?([0-9]{1,2}|[一二三四五六七八九十])(?:个|号|项|st|nd|rd|th)?");
    private static final String CHINESE_DIGITS = "一二三四五六七八九十";
    private static final List<String> ORDINALS =
            List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth");
    private static final Pattern QUESTION =
            Pattern.compile(
                    ".*[?？]\\s*|.*[吗呢么]|(?:怎么|怎样|如何|为什么|为啥|什么|哪|几点|多久|能不能|可不可以|有没有|是不是).*"
                            + "|(?:how|what|where|when|why|who|which|can|could|do|does|is|are|will)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> BREAKING_OFF =
            Set.of(
                    "算了",
                    "算了吧",
                    "取消",
                    "取消吧",
                    "不用了",
                    "不用",
                    "不需要了",
                    "不要了",
                    "没事了",
                    "不问了",
                    "不查了",
                    "不办了",
                    "退出",
                    "结束",
                    "nevermind",
                    "forgetit",
                    "forgetaboutit",
                    "cancel",
                    "stop",
                    "quit",
                    "nothanks",
                    "leaveit",
                    "dontbother",
                    "cancelthat",
                    "cancelthis");

    /** A mere nod ("ok", "好的") is not among them: people nod at what they have read, too. */
    private static final Set<String> TAKING_UP =
            Set.of(
                    "要",
                    "要的",
                    "我要",
                    "需要",
                    "我需要",
                    "是",
                    "是的",
                    "对",
                    "对的",
                    "好啊",
                    "好呀",
                    "可以啊",
                    "帮我办",
                    "帮我办吧",
                    "办吧",
                    "帮我弄",
                    "麻烦你了",
                    "麻烦您了",
                    "yes",
                    "yeah",
                    "yep",
                    "yesplease",
                    "pleasedo",
                    "doit",
                    "doitplease",
                    "pleasedoit",
                    "goahead",
                    "iwould",
                    "idlikethat",
                    "yesgoahead",
                    "yesdoit");

    private Phrases() {}

    /** Letters and digits only, in lower case: how two wordings of the same thing compare equal. */
    static String bare(String text) {
        return NOT_LETTERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** Every number of an order, parcel or the like replaced by the same one: they mean alike. */
    static String withoutNumbers(String text) {
        return ORDER_NUMBER.matcher(text).replaceAll("DM100001");
    }

    /**
     * Whether this breaks the dialogue off. Only the bare phrase does: "cancel my order" does not.
     */
    static boolean breaksOff(String text) {
        return BREAKING_OFF.contains(bare(text));
    }

    /** Whether this takes up the only thing that was offered. */
    static boolean takesUp(String text) {
        return TAKING_UP.contains(bare(text));
    }

    /** Whether this asks something rather than answering. */
    static boolean asks(String text) {
        return QUESTION.matcher(text.strip()).matches();
    }

    /** Which of {@code count} numbered options is meant, counted from 0. */
    static Optional<Integer> choice(String text, int count) {
        var bare = bare(text);
        var ordinal = bare.startsWith("the") ? bare.substring(3) : bare;
        int named =
                ORDINALS.indexOf(
                        ordinal.endsWith("one")
                                ? ordinal.substring(0, ordinal.length() - 3)
                                : ordinal);
        if (named >= 0) {
            return Optional.of(named).filter(i -> i < count);
        }
        var numbered = NUMBERED.matcher(bare);
        if (!numbered.matches()) {
            return Optional.empty();
        }
        int digit = CHINESE_DIGITS.indexOf(numbered.group(1));
        int number = digit >= 0 ? digit + 1 : Integer.parseInt(numbered.group(1));
        return Optional.of(number - 1).filter(i -> i >= 0 && i < count);
    }
}
