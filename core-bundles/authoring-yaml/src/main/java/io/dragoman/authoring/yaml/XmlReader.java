package io.dragoman.authoring.yaml;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML as a tree: an element with nothing but text is that text; otherwise it is a map of its
 * children by their local names, of its attributes as {@code @name}, and of its text as {@code
 * #text}. Children of one name become a list. Document types, and with them all entities of one's
 * own and everything outside the document, are refused. Used once.
 */
final class XmlReader {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_ELEMENTS = 100_000;

    private final XMLStreamReader xml;
    private int elements;

    private XmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * The root element's tree.
     *
     * @param told the charset that the answer's header tells; the document's own counts without it
     * @throws UnreadableAnswerException naming the line at which it is no XML, or not allowed
     */
    static Object read(byte[] bytes, Optional<Charset> told) {
        try {
            var in = new ByteArrayInputStream(bytes);
            var stream =
                    told.isPresent()
                            ? factory().createXMLStreamReader(in, told.get().name())
                            : factory().createXMLStreamReader(in);
            return new XmlReader(stream).document();
        } catch (XMLStreamException e) {
            var line = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNumber();
            throw new UnreadableAnswerException("it is no XML" + line);
        }
    }

    private Object document() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new UnreadableAnswerException("it has a document type, which is not allowed");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                var root = element(0);
                while (xml.hasNext()) {
                    xml.next();
                }
                return root;
            }
        }
        throw new UnreadableAnswerException("it is no XML: it has no element");
    }

    private void count(int depth) {
        if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw new UnreadableAnswerException(
                    "it has more than "
                            + MAX_DEPTH
                            + " levels or "
                            + MAX_ELEMENTS
                            + " elements of XML");
        }
    }

    private Object element(int depth) throws XMLStreamException {
        count(depth);
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            map.put("@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        var text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    var name = xml.getLocalName();
                    add(map, name, element(depth + 1));
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new UnreadableAnswerException(
                                "it uses the unknown entity '" + xml.getLocalName() + "'");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        return content(map, text.toString().strip());
    }

    private static Object content(Map<String, Object> map, String text) {
        if (map.isEmpty()) {
            return text;
        }
        if (!text.isEmpty()) {
            map.put("#text", text);
        }
        return map;
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> map, String name, Object child) {
        var there = map.get(name);
        if (there == null) {
            map.put(name, child);
        } else if (there instanceof List<?> list) {
            ((List<Object>) list).add(child);
        } else {
            map.put(name, new ArrayList<>(List.of(there, child)));
        }
    }
}
