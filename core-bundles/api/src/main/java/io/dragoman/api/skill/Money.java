package io.dragoman.api.skill;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;

/**
 * An amount of money, exact. Immutable.
 *
 * @param amount without trailing zeros
 * @param currency an ISO 4217 code, for example {@code CNY}
 */
public record Money(BigDecimal amount, String currency) {

    /**
     * Checks the currency.
     *
     * @throws IllegalArgumentException when it is not three letters
     */
    public Money {
        if (!Objects.requireNonNull(currency, "currency").matches("[A-Za-z]{3}")) {
            throw new IllegalArgumentException(
                    "A currency is three letters such as CNY, got '" + currency + "'");
        }
        currency = currency.toUpperCase(Locale.ROOT);
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
        amount = amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    /** An amount from its decimal text. */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    /** For example {@code 320.5 CNY}; what {@link #parse} reads. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when it is no amount and currency
     */
    public static Money parse(String text) {
        int space = text.lastIndexOf(' ');
        if (space < 1) {
            throw new IllegalArgumentException(
                    "Money is an amount and a currency such as '12.50 CNY', got '" + text + "'");
        }
        return of(text.substring(0, space), text.substring(space + 1));
    }
}
