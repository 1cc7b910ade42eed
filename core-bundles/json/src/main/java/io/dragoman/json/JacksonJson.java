package io.dragoman.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.dragoman.api.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.osgi.service.component.annotations.Component;

/**
 * JSON by Jackson's streaming parser and generator.
 *
 * <p>Reading: whole numbers that fit become {@code Long}, all other numbers {@code BigDecimal} with
 * every digit kept; the order of members is kept; duplicate keys, {@code NaN}, trailing text, more
 * than {@value #MAX_DEPTH} levels and more than {@value #MAX_CHARACTERS} characters are refused.
 *
 * <p>Writing: besides the tree's own types it takes records (by component, in order), {@code
 * Optional} (its value or {@code null}), enums (their name), and dates, times, {@code Duration},
 * {@code URI}, {@code UUID} and {@code Locale} as strings; decimals are written without an
 * exponent.
 *
 * <p>Thread-safe.
 */
@Component(service = Json.class)
public final class JacksonJson implements Json {

    static final int MAX_DEPTH = 100;
    static final int MAX_CHARACTERS = 16_000_000;

    private static final int USUAL_LENGTH = 256;

    private final JsonFactory factory =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Jackson keeps its buffers by thread unless told otherwise, and here nearly
                    // every document has a virtual thread of its own, which would begin with none.
                    // There are never more than documents are worked on at once.
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxDocumentLength(MAX_CHARACTERS)
                                    .maxStringLength(MAX_CHARACTERS)
                                    .maxNumberLength(1000)
                                    .build())
                    .streamWriteConstraints(
                            StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    @Override
    public Object read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    "JSON of "
                            + text.length()
                            + " characters is too long; the limit is "
                            + MAX_CHARACTERS);
        }
        try (var parser = factory.createParser(text)) {
            return new TreeReader(parser).readDocument();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(describe(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("A string cannot fail to be read", e);
        }
    }

    private static String describe(JsonProcessingException e) {
        var at = e.getLocation();
        var where = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
        return "No valid JSON" + where + ": " + e.getOriginalMessage();
    }

    @Override
    public String write(Object value) {
        var out = new StringWriter(USUAL_LENGTH);
        try (var generator = factory.createGenerator(out)) {
            new TreeWriter(generator).write(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("A string cannot fail to be written", e);
        }
        return out.toString();
    }
}
