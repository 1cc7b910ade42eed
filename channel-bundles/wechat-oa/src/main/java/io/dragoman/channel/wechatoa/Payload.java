package io.dragoman.channel.wechatoa;

import io.dragoman.api.json.Json;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The simple fields of what WeChat posts, XML or (if the vendor's console says so) JSON. Nested
 * fields are left out, nothing here needs them. Immutable.
 */
record Payload(Map<String, String> fields) {

    private static final XMLInputFactory XML = safeXml();

    Payload {
        fields = Map.copyOf(fields);
    }

    /** No document types and no entities: a message must not make us read files or addresses. */
    private static XMLInputFactory safeXml() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Payload read(String text, Json json) {
        return text.stripLeading().startsWith("{") ? readJson(text, json) : readXml(text);
    }

    private static Payload readJson(String text, Json json) {
        var fields = new LinkedHashMap<String, String>();
        ((Map<?, ?>) json.read(text))
                .forEach(
                        (name, value) -> {
                            if (value instanceof String || value instanceof Number) {
                                fields.put(name.toString(), value.toString());
                            }
                        });
        return new Payload(fields);
    }

    private static Payload readXml(String text) {
        try {
            XMLStreamReader reader;
            synchronized (XML) {
                reader = XML.createXMLStreamReader(new StringReader(text));
            }
            return readFields(reader);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the body is no XML", e);
        }
    }

    private static Payload readFields(XMLStreamReader reader) throws XMLStreamException {
        var fields = new LinkedHashMap<String, String>();
        var text = new StringBuilder();
        int depth = 0;
        int deepest = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    deepest = ++depth;
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth == 2 && deepest == 2) {
                        fields.put(reader.getLocalName(), text.toString());
                    }
                    depth--;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("document types are not taken");
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
        return new Payload(fields);
    }

    /** A field; empty when it is missing or blank. */
    Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
    }

    /** A field, or nothing at all. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /**
     * A field that must be there.
     *
     * @throws IllegalArgumentException naming it when it is not
     */
    String required(String name) {
        return get(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }
}
