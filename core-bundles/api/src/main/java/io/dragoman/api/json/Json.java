package io.dragoman.api.json;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads and writes JSON as trees of {@code Map<String, Object>}, {@code List<Object>}, {@code
 * String}, {@code Long}, {@code BigDecimal}, {@code Boolean} and {@code null}. Thread-safe.
 */
@ProviderType
public interface Json {

    /**
     * Parses one JSON value.
     *
     * @throws IllegalArgumentException with line and column when the text is no JSON
     */
    Object read(String text);

    /** Writes a tree, or a record made of such values, without line breaks. */
    String write(Object value);
}
