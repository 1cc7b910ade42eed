package io.dragoman.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes one tree to a generator. Used once. */
final class TreeWriter {

    private final JsonGenerator out;

    TreeWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case CharSequence text -> out.writeString(text.toString());
            case Boolean bool -> out.writeBoolean(bool);
            case Number number -> writeNumber(number);
            case Map<?, ?> map -> writeMap(map);
            case Iterable<?> items -> writeItems(items);
            case Optional<?> optional -> write(optional.orElse(null));
            case Record object -> writeRecord(object);
            case Enum<?> constant -> out.writeString(constant.name());
            case Locale locale -> out.writeString(locale.toLanguageTag());
            case Character character -> out.writeString(character.toString());
            default -> writeAsText(value);
        }
    }

    private void writeAsText(Object value) throws IOException {
        boolean textual =
                value instanceof TemporalAccessor
                        || value instanceof Duration
                        || value instanceof Period
                        || value instanceof ZoneId
                        || value instanceof URI
                        || value instanceof UUID;
        if (!textual) {
            throw new IllegalArgumentException(
                    "Cannot be JSON: a "
                            + value.getClass().getName()
                            + "; give a map, a list, a record, a string, a number, a boolean or"
                            + " null");
        }
        out.writeString(value.toString());
    }

    private void writeNumber(Number number) throws IOException {
        switch (number) {
            case Integer i -> out.writeNumber(i);
            case Long l -> out.writeNumber(l);
            case Short s -> out.writeNumber(s);
            case Byte b -> out.writeNumber(b.intValue());
            case BigInteger big -> out.writeNumber(big);
            case BigDecimal decimal -> writeDecimal(decimal);
            case Double d -> writeDouble(d, d.toString());
            case Float f -> writeDouble(f, f.toString());
            default -> out.writeNumber(number.longValue());
        }
    }

    private void writeDouble(double value, String shortest) throws IOException {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Cannot be JSON: the number " + value);
        }
        writeDecimal(new BigDecimal(shortest));
    }

    private void writeDecimal(BigDecimal decimal) throws IOException {
        if (Math.abs((long) decimal.scale()) > TreeReader.MAX_EXPONENT) {
            throw new IllegalArgumentException(
                    "Cannot be JSON: a number with an exponent above " + TreeReader.MAX_EXPONENT);
        }
        out.writeNumber(decimal.toPlainString());
    }

    private void writeMap(Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (var entry : map.entrySet()) {
            writeMember(String.valueOf(entry.getKey()), entry.getValue());
        }
        out.writeEndObject();
    }

    private void writeItems(Iterable<?> items) throws IOException {
        out.writeStartArray();
        for (var item : items) {
            write(item);
        }
        out.writeEndArray();
    }

    private void writeRecord(Record object) throws IOException {
        out.writeStartObject();
        for (RecordComponent component : object.getClass().getRecordComponents()) {
            writeMember(component.getName(), read(object, component));
        }
        out.writeEndObject();
    }

    private void writeMember(String name, Object value) throws IOException {
        out.writeFieldName(name);
        write(value);
    }

    private static Object read(Record object, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            // Records of plug-ins are often package-private.
            accessor.setAccessible(true);
            return accessor.invoke(object);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "Cannot be JSON: "
                            + object.getClass().getName()
                            + "."
                            + component.getName()
                            + " cannot be read",
                    e);
        }
    }
}
