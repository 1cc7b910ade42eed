package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.ProductType;
import io.dragoman.api.shop.ProductType.Variant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Understands which of a customer's things is meant: by its id, or by what people call it. */
final class Choosing {

    private static final Pattern ALL =
            Pattern.compile("(?iu).*(全部|全都|都|所有|\\ball\\b|\\bboth\\b|everything).*");

    /**
     * What stays of a name in people's mouths: its longer English words, its last two characters.
     */
    private static final Pattern WORD = Pattern.compile("[a-z]{4,}|\\p{IsHan}{2}$");

    private static final Map<String, String> SOURCES =
            Map.of(
                    "gift_card", "礼品卡|储值卡|gift ?card",
                    "alipay", "支付宝|alipay",
                    "wechat_pay", "微信|wechat",
                    "paypal", "paypal|贝宝",
                    "credit_card", "信用卡|银行卡|credit|\\bcard\\b");

    private Choosing() {}

    /** Whether everything is meant. */
    static boolean all(String said) {
        return ALL.matcher(said).matches();
    }

    /** An item of an order; empty when none or more than one kind is meant. */
    static Optional<Item> item(OrderRecord order, String said) {
        return byId(order.items(), item -> item.itemId().equals(said.strip()))
                .or(() -> only(order.items(), item -> named(said, item)));
    }

    private static boolean named(String said, Item item) {
        return mentions(said, item.name().zh()) || mentions(said, item.name().en());
    }

    /** A variant that can be had instead of an item. */
    static Optional<Variant> variant(ProductType product, Item old, String said) {
        var others =
                product.variants().stream()
                        .filter(Variant::available)
                        .filter(variant -> !variant.itemId().equals(old.itemId()))
                        .toList();
        return byId(others, variant -> variant.itemId().equals(said.strip()))
                .or(() -> only(others, variant -> mentions(said, variant.text())))
                .or(() -> only(others, variant -> hasOption(variant, said)));
    }

    private static boolean hasOption(Variant variant, String said) {
        return variant.options().values().stream()
                .anyMatch(
                        option ->
                                Pattern.compile(
                                                "(?<![A-Za-z0-9])"
                                                        + Pattern.quote(option)
                                                        + "(?![A-Za-z0-9])",
                                                Pattern.CASE_INSENSITIVE)
                                        .matcher(said)
                                        .find());
    }

    /** A payment method of a customer. */
    static Optional<PaymentMethod> method(Account account, String said) {
        var methods = account.paymentMethods();
        return byId(methods, method -> method.id().equals(said.strip()))
                .or(() -> byId(methods, method -> called(method, said)));
    }

    private static boolean called(PaymentMethod method, String said) {
        var words = SOURCES.getOrDefault(method.source(), Pattern.quote(method.source()));
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE).matcher(said).find();
    }

    private static boolean mentions(String said, String name) {
        var words = said.strip().toLowerCase(Locale.ROOT);
        var whole = name.toLowerCase(Locale.ROOT);
        return words.contains(whole)
                || words.length() > 1 && whole.contains(words)
                || WORD.matcher(whole).results().anyMatch(part -> words.contains(part.group()));
    }

    private static <T> Optional<T> byId(List<T> all, Predicate<T> is) {
        return all.stream().filter(is).findFirst();
    }

    /** The one that is meant; two of the same are one. */
    private static <T> Optional<T> only(List<T> all, Predicate<T> is) {
        var found = all.stream().filter(is).distinct().toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
