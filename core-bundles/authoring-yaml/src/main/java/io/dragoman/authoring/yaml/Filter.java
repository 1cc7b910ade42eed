package io.dragoman.authoring.yaml;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Set;

/** Makes a value presentable: {@code {answer.until|date}}. Immutable. */
sealed interface Filter {

    /** The value as it is told; what does not fit the filter is told as it is. */
    String apply(String value, Scope scope);

    /** A code of a foreign system in words of the file's table. */
    record Code(String table) implements Filter {
        @Override
        public String apply(String value, Scope scope) {
            var words = scope.codes().get(table).get(value);
            return words == null ? value : words.in(scope.locale());
        }
    }

    /** A day from seconds or milliseconds since 1970, or from an ISO date or time. */
    record Day() implements Filter {

        private static final long LAST_SECOND = 100_000_000_000L;

        @Override
        public String apply(String value, Scope scope) {
            try {
                if (value.matches("-?[0-9]{1,14}")) {
                    long number = Long.parseLong(value);
                    var time =
                            Math.abs(number) < LAST_SECOND
                                    ? Instant.ofEpochSecond(number)
                                    : Instant.ofEpochMilli(number);
                    return LocalDate.ofInstant(time, scope.zone()).toString();
                }
                return value.length() > 10 && value.charAt(10) == 'T' && value.length() > 19
                        ? OffsetDateTime.parse(value)
                                .atZoneSameInstant(scope.zone())
                                .toLocalDate()
                                .toString()
                        : LocalDate.parse(value.substring(0, Math.min(10, value.length())))
                                .toString();
            } catch (DateTimeException notADate) {
                return value;
            }
        }
    }

    /** An amount in hundredths, as old systems keep money. */
    record Hundredths() implements Filter {
        @Override
        public String apply(String value, Scope scope) {
            return value.matches("-?[0-9]{1,15}")
                    ? new BigDecimal(value).movePointLeft(2).toPlainString()
                    : value;
        }
    }

    /** What is told when there is nothing. */
    record Or(String other) implements Filter {
        @Override
        public String apply(String value, Scope scope) {
            return value.isEmpty() ? other : value;
        }
    }

    /**
     * The filter of a name.
     *
     * @param tables the names of the file's tables of codes
     * @throws IllegalArgumentException when there is none
     */
    static Filter named(String name, Set<String> tables) {
        if (name.startsWith("or ")) {
            return new Or(name.substring(3));
        }
        return switch (name) {
            case "date" -> new Day();
            case "cents" -> new Hundredths();
            default -> {
                if (!tables.contains(name)) {
                    throw new IllegalArgumentException(
                            "'"
                                    + name
                                    + "' is no filter; there are date, cents, 'or …' and the tables"
                                    + " under codes: "
                                    + tables);
                }
                yield new Code(name);
            }
        };
    }
}
