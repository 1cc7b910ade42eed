package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.OrderRecord.Item;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What people call a thing they have bought: seldom what stands on the shelf. */
final class ItemNames {

    /**
     * From the surest to the vaguest; a vaguer one counts only where no surer one finds anything.
     */
    static final List<Sign> SIGNS = List.of(ItemNames::head, ItemNames::part, ItemNames::options);

    private static final Pattern MEASURE = Pattern.compile("[0-9]+ ?(?:[a-z]{1,2}|[a-z]+)?$");
    private static final Pattern LATIN_WORD = Pattern.compile("[a-z]{3,}");
    private static final Pattern LONG_WORD = Pattern.compile("[a-z]{4,}");
    private static final int HEAD = 2;

    /** Other words for the last word of a name. */
    private static final Map<String, String> ALSO =
            Map.of(
                    "tee", "t-?shirt|shirt",
                    "shirt", "tee|t-?shirt",
                    "windbreaker", "jacket|coat",
                    "throw", "blanket",
                    "earbud", "headphone|earphone",
                    "sneaker", "shoe",
                    "backpack", "bag|rucksack",
                    "tumbler", "cup|mug",
                    "t恤", "衣服|短袖|上衣",
                    "外套", "衣服|上衣");

    private ItemNames() {}

    /** A way to tell that a thing is meant. */
    interface Sign {
        boolean in(String said, Item item);
    }

    private static boolean head(String said, Item item) {
        return chineseHead(bare(said), bare(item.name().zh()))
                || englishHead(said.toLowerCase(Locale.ROOT), english(item.name()));
    }

    /** The whole name, a piece of it, or its end: 保温随行杯 is a 行杯 to nobody, 慢跑鞋 a 跑鞋. */
    private static boolean chineseHead(String said, String name) {
        if (!hasHan(name)) {
            return false;
        }
        var core = MEASURE.matcher(name).replaceFirst("");
        var end = core.length() > HEAD ? core.substring(core.length() - HEAD) : core;
        return said.contains(core)
                || said.length() > 1 && name.contains(said)
                || said.contains(end)
                || ALSO.containsKey(end) && Pattern.compile(ALSO.get(end)).matcher(said).find();
    }

    private static boolean englishHead(String said, String name) {
        if (said.contains(name)) {
            return true;
        }
        var words = LATIN_WORD.matcher(name).results().map(word -> word.group()).toList();
        return !words.isEmpty() && word(said, words.getLast());
    }

    private static boolean word(String said, String wanted) {
        var one = wanted.endsWith("s") ? wanted.substring(0, wanted.length() - 1) : wanted;
        var any = ALSO.containsKey(one) ? one + "|" + ALSO.get(one) : one;
        return Pattern.compile("\\b(?:" + any + ")(?:e?s)?\\b").matcher(said).find();
    }

    private static boolean part(String said, Item item) {
        var words = said.toLowerCase(Locale.ROOT);
        return LONG_WORD
                        .matcher(english(item.name()))
                        .results()
                        .anyMatch(found -> word(words, found.group()))
                || chinesePart(bare(said), bare(item.name().zh()));
    }

    private static boolean chinesePart(String said, String name) {
        for (int i = 0; i + 2 <= name.length(); i++) {
            var pair = name.substring(i, i + 2);
            if (pair.chars().allMatch(ItemNames::isHan) && said.contains(pair)) {
                return true;
            }
        }
        var core = MEASURE.matcher(name).replaceFirst("");
        var last = core.isEmpty() ? "" : core.substring(core.length() - 1);
        return hasHan(last) && said.contains(last);
    }

    private static boolean options(String said, Item item) {
        return item.options().values().stream().anyMatch(option -> says(said, option));
    }

    /** Whether a sentence names an option, such as a colour or a size. */
    static boolean says(String said, String option) {
        return Pattern.compile(
                        "(?<![A-Za-z0-9'’])" + Pattern.quote(option) + "(?![A-Za-z0-9])",
                        Pattern.CASE_INSENSITIVE)
                .matcher(said)
                .find();
    }

    /** The English name up to what is only a measure or a remark. */
    private static String english(LocalText name) {
        var whole = name.en().toLowerCase(Locale.ROOT);
        var core = whole.contains(",") ? whole.substring(0, whole.indexOf(',')) : whole;
        return MEASURE.matcher(core).replaceFirst("").strip();
    }

    /** Without spaces and in lower case: "T 恤" is written "T恤", too. */
    static String bare(String text) {
        return text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    private static boolean hasHan(String text) {
        return text.chars().anyMatch(ItemNames::isHan);
    }

    private static boolean isHan(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }
}
