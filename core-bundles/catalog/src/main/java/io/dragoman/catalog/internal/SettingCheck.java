package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginSettings.Choice;
import io.dragoman.catalog.PluginSettings.Fault;
import io.dragoman.catalog.PluginSettings.Fault.Kind;
import io.dragoman.catalog.PluginSettings.Type;
import io.dragoman.catalog.internal.Metatype.Setting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares a value with what its Metatype says of it. */
final class SettingCheck {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,30}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

    private SettingCheck() {}

    /** What is wrong with a value; empty when it may come into force. */
    static Optional<Fault> fault(Setting setting, String value) {
        if (setting.many()) {
            return Optional.empty();
        }
        if (value.isEmpty()) {
            return setting.required() && setting.defaults().isEmpty()
                    ? found(setting, Kind.REQUIRED, "")
                    : Optional.empty();
        }
        return wrongType(setting, value)
                .or(() -> wrongOption(setting, value))
                .or(() -> tooWide(setting, value))
                .or(() -> outOfRange(setting, value));
    }

    private static Optional<Fault> found(Setting setting, Kind kind, String limit) {
        return Optional.of(new Fault(setting.name(), kind, limit));
    }

    private static Optional<Fault> wrongType(Setting setting, String value) {
        return switch (setting.type()) {
            case INTEGER -> unless(INTEGER.matcher(value).matches(), setting, Kind.NO_INTEGER);
            case NUMBER -> unless(NUMBER.matcher(value).matches(), setting, Kind.NO_NUMBER);
            case BOOLEAN ->
                    unless(List.of("true", "false").contains(value), setting, Kind.NO_BOOLEAN);
            case TEXT, SECRET -> Optional.empty();
        };
    }

    private static Optional<Fault> unless(boolean fine, Setting setting, Kind kind) {
        return fine ? Optional.empty() : found(setting, kind, "");
    }

    private static Optional<Fault> wrongOption(Setting setting, String value) {
        var allowed = setting.options().stream().map(Choice::value).toList();
        return allowed.isEmpty() || allowed.contains(value)
                ? Optional.empty()
                : found(setting, Kind.NO_OPTION, String.join(", ", allowed));
    }

    /** What does not fit the plug-in's Java type would keep it from starting. */
    private static Optional<Fault> tooWide(Setting setting, String value) {
        if (setting.type() != Type.INTEGER || setting.bits() == 0) {
            return Optional.empty();
        }
        var number = new BigInteger(value);
        var limit = BigInteger.TWO.pow(setting.bits() - 1);
        if (number.compareTo(limit) >= 0) {
            return found(setting, Kind.TOO_GREAT, limit.subtract(BigInteger.ONE).toString());
        }
        return number.compareTo(limit.negate()) < 0
                ? found(setting, Kind.TOO_SMALL, limit.negate().toString())
                : Optional.empty();
    }

    /** Of a number its value is limited, of a text its length. */
    private static Optional<Fault> outOfRange(Setting setting, String value) {
        boolean number = setting.type() == Type.INTEGER || setting.type() == Type.NUMBER;
        var size = number ? new BigDecimal(value) : BigDecimal.valueOf(value.length());
        return limit(setting.min())
                .filter(least -> size.compareTo(least) < 0)
                .flatMap(least -> found(setting, Kind.TOO_SMALL, least.toPlainString()))
                .or(
                        () ->
                                limit(setting.max())
                                        .filter(most -> size.compareTo(most) > 0)
                                        .flatMap(
                                                most ->
                                                        found(
                                                                setting,
                                                                Kind.TOO_GREAT,
                                                                most.toPlainString())));
    }

    private static Optional<BigDecimal> limit(Optional<String> said) {
        return said.filter(text -> NUMBER.matcher(text).matches()).map(BigDecimal::new);
    }

    /** What is wrong, in words for the log and for health. */
    static String words(Fault fault) {
        return fault.field()
                + switch (fault.kind()) {
                    case REQUIRED -> " is required";
                    case NO_INTEGER -> " is no whole number";
                    case NO_NUMBER -> " is no number";
                    case NO_BOOLEAN -> " is neither true nor false";
                    case TOO_SMALL -> " is less than " + fault.limit();
                    case TOO_GREAT -> " is more than " + fault.limit();
                    case NO_OPTION -> " is none of " + fault.limit();
                    case UNKNOWN -> " is not known";
                    case LIST -> " is a list";
                    case UNWRITABLE -> " cannot be written";
                };
    }
}
