package io.dragoman.shop.demo;

import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Payment.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Counts as the retail shop of τ-bench does (github.com/sierra-research/tau-bench, {@code
 * tau_bench/envs/retail/tools}), so that its states come out to the last digit: differences are
 * sums of binary floating point numbers, rounded only where that shop rounds, and a cancellation
 * pays back every entry of the history, whether it was a payment or a refund. For shops whose files
 * give amounts as JSON numbers.
 */
final class BenchmarkLedger implements Ledger {

    @Override
    public BigDecimal difference(List<BigDecimal> oldPrices, List<BigDecimal> newPrices) {
        double sum = 0;
        for (int i = 0; i < oldPrices.size(); i++) {
            sum += newPrices.get(i).doubleValue() - oldPrices.get(i).doubleValue();
        }
        return shortest(sum);
    }

    /** The shortest decimal that stands for a binary number, as JSON writers print it. */
    private static BigDecimal shortest(double number) {
        return new BigDecimal(Double.toString(number));
    }

    /** To the nearest cent of the number's true binary value, halves to the even one. */
    @Override
    public BigDecimal cents(BigDecimal amount) {
        var binary = new BigDecimal(amount.doubleValue());
        return shortest(binary.setScale(2, RoundingMode.HALF_EVEN).doubleValue());
    }

    @Override
    public BigDecimal add(BigDecimal balance, BigDecimal amount) {
        return cents(shortest(balance.doubleValue() + amount.doubleValue()));
    }

    @Override
    public List<Payment> refunds(List<Payment> history) {
        return history.stream()
                .map(entry -> new Payment(Kind.REFUND, entry.amount(), entry.methodId()))
                .toList();
    }
}
