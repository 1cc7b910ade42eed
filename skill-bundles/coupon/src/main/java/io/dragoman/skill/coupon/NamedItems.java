package io.dragoman.skill.coupon;

import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.Shop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a cart out of a sentence: "两盒龙井和一个保温杯", "2 candles, a keyboard". */
final class NamedItems {

    private static final Pattern PIECES =
            Pattern.compile("[,，、;；。\\n+＋&]|和|以及|还有|再加|\\band\\b|\\bplus\\b");
    private static final Pattern BEFORE =
            Pattern.compile(
                    "(?<![\\w.-])([0-9]{1,2}|[一二两三四五六七八九十]|a|an|one|two|three|four|five|six)\\s*"
                            + "(?:[个件盒条双台只套包瓶份块饼把]|x|×|\\*|pieces? of|packs? of|boxes of|pairs? of|sets? of|\\s)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER =
            Pattern.compile("[x×*]\\s*([0-9]{1,2})(?![0-9])", Pattern.CASE_INSENSITIVE);
    private static final String CHINESE = "零一二三四五六七八九十";
    private static final List<String> ENGLISH =
            List.of("", "one", "two", "three", "four", "five", "six");

    private NamedItems() {}

    /** The cart a sentence describes; empty when it names no product of the shop. */
    static Optional<Cart> in(String sentence, Shop shop) {
        var lines = new LinkedHashMap<String, Cart.Line>();
        var currency = "CNY";
        for (String piece : PIECES.split(sentence)) {
            for (Product product : shop.search(piece, 1)) {
                lines.merge(
                        product.sku(),
                        line(product, quantity(piece, product)),
                        NamedItems::together);
                currency = product.currency();
            }
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cart(lines.values().stream().toList(), currency));
    }

    static Cart.Line line(Product product, int quantity) {
        return new Cart.Line(
                product.sku(), product.name(), product.category(), quantity, product.price());
    }

    private static Cart.Line together(Cart.Line a, Cart.Line b) {
        return new Cart.Line(
                a.sku(), a.name(), a.category(), a.quantity() + b.quantity(), a.unitPrice());
    }

    private static int quantity(String piece, Product product) {
        // The product's own name may hold numbers ("100g"), so it is taken out first.
        var rest =
                piece.replace(product.name().zh(), " ")
                        .replace(product.name().en(), " ")
                        .replace(product.sku(), " ");
        for (Matcher found : List.of(AFTER.matcher(rest), BEFORE.matcher(rest))) {
            if (found.find()) {
                return number(found.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return 1;
    }

    private static int number(String word) {
        if (word.equals("两")) {
            return 2;
        }
        int chinese = CHINESE.indexOf(word);
        if (chinese > 0) {
            return chinese;
        }
        int english = ENGLISH.indexOf(word);
        if (english > 0) {
            return english;
        }
        return word.startsWith("a") ? 1 : Math.max(1, Integer.parseInt(word));
    }
}
