package io.dragoman.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the tree of one document from a parser's tokens. Used once. */
final class TreeReader {

    /** Beyond this a number like 1e999999999 would be gigabytes when written as plain digits. */
    static final int MAX_EXPONENT = 1000;

    private final JsonParser parser;

    TreeReader(JsonParser parser) {
        this.parser = parser;
    }

    Object readDocument() throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonParseException(parser, "the text is empty");
        }
        var value = readValue();
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "there is text after the end of the value");
        }
        return value;
    }

    private Object readValue() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> readInteger();
            case VALUE_NUMBER_FLOAT -> readDecimal();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default ->
                    throw new JsonParseException(
                            parser, "unexpected token " + parser.currentToken());
        };
    }

    private Map<String, Object> readObject() throws IOException {
        var object = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            object.put(name, readValue());
        }
        return object;
    }

    private List<Object> readArray() throws IOException {
        var array = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue());
        }
        return array;
    }

    private Object readInteger() throws IOException {
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        BigInteger value = parser.getBigIntegerValue();
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return new BigDecimal(value);
    }

    private BigDecimal readDecimal() throws IOException {
        var value = parser.getDecimalValue();
        if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw new JsonParseException(
                    parser, "a number's exponent may not exceed " + MAX_EXPONENT);
        }
        return value;
    }
}
