package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands which items of an order are meant: one, several, all, all but some. The answer has
 * each piece by itself, so two of a kind are in it twice; it is empty when it is not clear.
 */
final class ItemChoice {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern ALL =
            Pattern.compile("全部|全都|所有|都[要想给]?[退换改寄]|一起[退换改]|\\b(?:all|both|everything)\\b", FLAGS);

    /** After the question "which item?" even a bare 都 is an answer. */
    private static final Pattern ALL_AS_ANSWER = Pattern.compile("都", FLAGS);

    private static final Pattern EXCEPT =
            Pattern.compile(
                    "除了?(.+?)(?:以外|之外|外|都|全|[，,]|$)|(?:except|apart from|all but)\\s+(.+)", FLAGS);

    private static final Pattern COUNT =
            Pattern.compile(
                    "([两二三四五六七八九俩2-9])\\s*[件个双条只盒包瓶支张套]|(?<!size )\\b(two|three|four|five|six|[2-9])\\b",
                    FLAGS);
    private static final List<String> DIGITS =
            List.of("", "", "二两俩", "三", "四", "五", "六", "七", "八", "九");
    private static final Map<String, Integer> WORDS =
            Map.of("two", 2, "three", 3, "four", 4, "five", 5, "six", 6);

    private ItemChoice() {}

    /** What the answer to "which item?" means. */
    static List<Item> answer(OrderRecord order, String said) {
        var chosen = byId(order, said);
        if (!chosen.isEmpty()) {
            return chosen;
        }
        var meant = wish(order, said);
        return meant.isEmpty() && ALL_AS_ANSWER.matcher(said).find() ? order.items() : meant;
    }

    /** What a sentence means that speaks of the order as a whole, too. */
    static List<Item> wish(OrderRecord order, String said) {
        var except = EXCEPT.matcher(said);
        if (except.find()) {
            var kept = Optional.ofNullable(except.group(1)).orElse(except.group(2));
            var named = kinds(order, kept);
            return named.isEmpty()
                    ? List.of()
                    : order.items().stream().filter(item -> !named.contains(item)).toList();
        }
        var named = kinds(order, said);
        if (named.isEmpty()) {
            return ALL.matcher(said).find() ? order.items() : List.of();
        }
        return isUnclear(named, said) ? List.of() : pieces(order, named, said);
    }

    /** The kinds of items that a sentence names. */
    static List<Item> kinds(OrderRecord order, String said) {
        var all = order.items().stream().distinct().toList();
        for (var sign : ItemNames.SIGNS) {
            var found = all.stream().filter(item -> sign.in(said, item)).toList();
            if (!found.isEmpty()) {
                return narrowed(found, said);
            }
        }
        return List.of();
    }

    /** Of two shirts the red one, when a colour is told. */
    private static List<Item> narrowed(List<Item> found, String said) {
        boolean alike = found.stream().map(Item::productId).distinct().count() == 1;
        var told =
                found.stream()
                        .filter(
                                item ->
                                        item.options().values().stream()
                                                .anyMatch(option -> ItemNames.says(said, option)))
                        .toList();
        return alike && !told.isEmpty() ? told : found;
    }

    /** "The shirt" is not clear where there are a red and a blue one; "both shirts" is. */
    private static boolean isUnclear(List<Item> named, String said) {
        return named.size() > 1
                && named.stream().map(Item::productId).distinct().count() == 1
                && count(said) < named.size();
    }

    private static List<Item> pieces(OrderRecord order, List<Item> kinds, String said) {
        int wanted = kinds.size() > 1 && count(said) == kinds.size() ? 1 : count(said);
        var pieces = new ArrayList<Item>();
        for (Item kind : kinds) {
            int there = Collections.frequency(order.items(), kind);
            pieces.addAll(Collections.nCopies(Math.min(there, wanted), kind));
        }
        return pieces;
    }

    private static int count(String said) {
        if (ALL.matcher(said).find()) {
            return Integer.MAX_VALUE;
        }
        var found = COUNT.matcher(said);
        return found.find()
                ? number(Optional.ofNullable(found.group(1)).orElse(found.group(2)))
                : 1;
    }

    private static int number(String word) {
        for (int i = 2; i < DIGITS.size(); i++) {
            if (DIGITS.get(i).contains(word)) {
                return i;
            }
        }
        var english = WORDS.get(word.toLowerCase(Locale.ROOT));
        return english == null ? Integer.parseInt(word) : english;
    }

    /** Whether this is what a button sends, and no sentence. */
    static boolean isByButton(OrderRecord order, String said) {
        return !byId(order, said).isEmpty();
    }

    /** What a button sends: item ids, each as often as it is meant. */
    private static List<Item> byId(OrderRecord order, String said) {
        var left = new ArrayList<>(order.items());
        var found = new ArrayList<Item>();
        for (String id : Arrays.asList(said.strip().split("[\\s,，]+"))) {
            var item = left.stream().filter(one -> one.itemId().equals(id)).findFirst();
            if (item.isEmpty()) {
                return List.of();
            }
            left.remove(item.get());
            found.add(item.get());
        }
        return found;
    }
}
