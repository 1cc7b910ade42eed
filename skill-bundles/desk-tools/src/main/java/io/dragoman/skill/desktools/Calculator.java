package io.dragoman.skill.desktools;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Works out an expression of numbers, {@code + - * / // **}, parentheses and spaces, with the
 * precedence and the floating point numbers of Python, since that is what the callers of {@code
 * calculate} expect. Reads the expression itself; nothing is ever executed. Used once.
 */
final class Calculator {

    private static final Pattern ALLOWED = Pattern.compile("[0-9+\\-*/(). ]*");
    private static final Pattern NUMBER =
            Pattern.compile("(?:0+|[1-9][0-9]*)(?![0-9.])|[0-9]+\\.[0-9]*|\\.[0-9]+");
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private Calculator(String text) {
        this.text = text;
    }

    /**
     * The value, rounded to cents: {@code 4.0} for {@code 2 + 2}.
     *
     * @throws ArithmeticException saying what is wrong with the expression
     */
    static String calculate(String expression) {
        if (!ALLOWED.matcher(expression).matches()) {
            throw new ArithmeticException("invalid characters in expression");
        }
        if (expression.length() > LONGEST) {
            throw new ArithmeticException("the expression is longer than " + LONGEST);
        }
        var calculator = new Calculator(expression.strip());
        double value = calculator.sum();
        calculator.end();
        return rounded(value);
    }

    private static String rounded(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("the result is too large");
        }
        double cents = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
        if (Math.abs(cents) >= 1e16) {
            return Double.toString(cents);
        }
        var plain = new BigDecimal(Double.toString(cents)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private double sum() {
        double value = product();
        while (true) {
            if (take("+")) {
                value += product();
            } else if (take("-")) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    private double product() {
        double value = signed();
        while (true) {
            if (take("//")) {
                value = Math.floor(value / divisor(signed()));
            } else if (!ahead("**") && take("*")) {
                value *= signed();
            } else if (take("/")) {
                value /= divisor(signed());
            } else {
                return value;
            }
        }
    }

    private static double divisor(double value) {
        if (value == 0) {
            throw new ArithmeticException("division by zero");
        }
        return value;
    }

    /** A sign binds less than a power: {@code -2 ** 2} is -4. */
    private double signed() {
        if (++depth > DEEPEST) {
            throw new ArithmeticException("the expression is nested too deeply");
        }
        try {
            if (take("+")) {
                return signed();
            }
            return take("-") ? -signed() : power();
        } finally {
            depth--;
        }
    }

    private double power() {
        double base = atom();
        return take("**") ? raised(base, signed()) : base;
    }

    private static double raised(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw new ArithmeticException("0 cannot be raised to a negative power");
        }
        double value = Math.pow(base, exponent);
        if (Double.isNaN(value)) {
            throw new ArithmeticException("the result is no real number");
        }
        return value;
    }

    private double atom() {
        if (take("(")) {
            double value = sum();
            if (!take(")")) {
                throw wrong();
            }
            return value;
        }
        spaces();
        var number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong();
        }
        at = number.end();
        return Double.parseDouble(number.group());
    }

    private void spaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean ahead(String symbol) {
        spaces();
        return text.startsWith(symbol, at);
    }

    private boolean take(String symbol) {
        if (!ahead(symbol)) {
            return false;
        }
        at += symbol.length();
        return true;
    }

    private void end() {
        spaces();
        if (at < text.length()) {
            throw wrong();
        }
    }

    private ArithmeticException wrong() {
        return new ArithmeticException("invalid syntax at position " + (at + 1));
    }
}
