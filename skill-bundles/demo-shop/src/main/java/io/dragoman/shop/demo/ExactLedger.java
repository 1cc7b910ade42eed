package io.dragoman.shop.demo;

import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Payment.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;

/** Counts in exact decimals, and pays back what each method has paid and not got back yet. */
final class ExactLedger implements Ledger {

    @Override
    public BigDecimal difference(List<BigDecimal> oldPrices, List<BigDecimal> newPrices) {
        return sum(newPrices).subtract(sum(oldPrices));
    }

    private static BigDecimal sum(List<BigDecimal> prices) {
        return prices.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN);
    }

    @Override
    public BigDecimal add(BigDecimal balance, BigDecimal amount) {
        return cents(balance.add(amount));
    }

    @Override
    public List<Payment> refunds(List<Payment> history) {
        var paid = new LinkedHashMap<String, BigDecimal>();
        for (Payment payment : history) {
            var signed =
                    payment.kind() == Kind.PAYMENT ? payment.amount() : payment.amount().negate();
            paid.merge(payment.methodId(), signed, BigDecimal::add);
        }
        return paid.entrySet().stream()
                .filter(entry -> entry.getValue().signum() > 0)
                .map(entry -> new Payment(Kind.REFUND, entry.getValue(), entry.getKey()))
                .toList();
    }
}
