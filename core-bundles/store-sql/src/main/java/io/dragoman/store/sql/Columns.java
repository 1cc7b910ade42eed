package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** How values stand in columns: instants as microseconds, absence as null, text cut to fit. */
final class Columns {

    private Columns() {}

    /** An instant as it will be read back; what is told at once must not differ from that. */
    static Instant kept(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Long microsOrNull(Optional<Instant> instant) {
        return instant.map(Columns::micros).orElse(null);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return optionalLong(row, column).map(Columns::instant);
    }

    static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** The first so many characters, counted as people count: an emoji is never cut in two. */
    static String cut(String text, int characters) {
        if (text.codePointCount(0, text.length()) <= characters) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /**
     * As much of a text as a column of this length takes. Lengths are counted as H2 does, in UTF-16
     * units; MariaDB then has room to spare.
     */
    static String fit(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean cutsACharacter = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, cutsACharacter ? length - 1 : length);
    }

    /**
     * A pattern for {@code LOWER(column) LIKE :pattern ESCAPE '!'} that finds the text anywhere.
     */
    static String containing(String text) {
        return containingExactly(text.toLowerCase(Locale.ROOT));
    }

    /** A pattern for {@code column LIKE :pattern ESCAPE '!'} that finds the text anywhere. */
    static String containingExactly(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** Where somebody is reached, which stands in the same three columns of several tables. */
    static Address address(ResultSet row) throws SQLException {
        return new Address(
                row.getString("channel"), row.getString("account"), row.getString("address_user"));
    }
}
