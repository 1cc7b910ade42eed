package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.PaymentMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Understands which payment method is meant: by its id, its last digits, or what people call it.
 */
final class Choosing {

    private static final Map<String, String> SOURCES =
            Map.of(
                    "gift_card", "礼品卡|储值卡|gift ?card|gift certificate",
                    "alipay", "支付宝|alipay",
                    "wechat_pay", "微信|wechat",
                    "paypal", "paypal|贝宝",
                    "credit_card", "信用卡|银行卡|credit|visa|master ?card|(?<!gift )\\bcard\\b");

    private Choosing() {}

    /** A payment method of a customer; empty when none or more than one is meant. */
    static Optional<PaymentMethod> method(Account account, String said) {
        return of(account.paymentMethods(), said);
    }

    /** The id of the method an order was paid by; empty when it is not paid. */
    static String paidBy(OrderRecord order) {
        return order.payments().stream().findFirst().map(OrderRecord.Payment::methodId).orElse("");
    }

    /** The same among some. */
    static Optional<PaymentMethod> of(List<PaymentMethod> methods, String said) {
        return only(methods, method -> method.id().equals(said.strip()))
                .or(() -> only(methods, method -> endsAsSaid(method, said)))
                .or(() -> only(methods, method -> called(method, said)));
    }

    private static boolean endsAsSaid(PaymentMethod method, String said) {
        var digits = method.details().get("last_four");
        return digits != null && ItemNames.says(said, digits);
    }

    private static boolean called(PaymentMethod method, String said) {
        var words = SOURCES.getOrDefault(method.source(), Pattern.quote(method.source()));
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE).matcher(said).find();
    }

    private static Optional<PaymentMethod> only(
            List<PaymentMethod> all, Predicate<PaymentMethod> is) {
        var found = all.stream().filter(is).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
