package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginSettings.Choice;
import io.dragoman.catalog.PluginSettings.Type;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Reads the Metatype of a bundle (OSGi Compendium 105) from its files: the service of the same name
 * does not tell the limits of a value, which a form has to show.
 */
final class Metatype {

    private static final Logger LOG = LoggerFactory.getLogger(Metatype.class);

    private Metatype() {}

    /**
     * A configuration that a bundle declares.
     *
     * @param factory whether there may be several of it
     */
    record Declared(
            String pid,
            boolean factory,
            String title,
            String description,
            List<Setting> settings) {}

    /**
     * One value of it.
     *
     * @param bits how wide a whole number may be in Java; 0 when it has no such limit
     */
    record Setting(
            String name,
            String label,
            String description,
            Type type,
            int bits,
            boolean required,
            boolean many,
            Optional<String> min,
            Optional<String> max,
            List<Choice> options,
            String defaults) {}

    /** What a bundle declares in a language; what cannot be read is left out and logged. */
    static List<Declared> of(Bundle bundle, Locale locale) {
        var found = new ArrayList<Declared>();
        var files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        for (var file : files == null ? List.<java.net.URL>of() : Collections.list(files)) {
            try (var in = file.openStream()) {
                found.addAll(read(in, base -> SettingWords.of(bundle, base, locale)));
            } catch (IOException | SAXException | ParserConfigurationException e) {
                LOG.warn(
                        "The metatype {} of {} cannot be read: {}",
                        file.getPath(),
                        bundle.getSymbolicName(),
                        e.toString());
            }
        }
        return found;
    }

    /**
     * Reads a file.
     *
     * @param localization gives the words whose files have this name
     */
    static List<Declared> read(InputStream xml, Function<String, SettingWords> localization)
            throws IOException, SAXException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        // It comes with a plug-in: it must not read files or call addresses.
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setExpandEntityReferences(false);
        var root = factory.newDocumentBuilder().parse(xml).getDocumentElement();
        Map<String, Element> classes = new HashMap<>();
        for (var one : elements(root, "OCD")) {
            classes.put(one.getAttribute("id"), one);
        }
        var words = localization.apply(root.getAttribute("localization"));
        var found = new ArrayList<Declared>();
        for (var designate : elements(root, "Designate")) {
            for (var object : elements(designate, "Object")) {
                var described = classes.get(object.getAttribute("ocdref"));
                if (described != null) {
                    found.add(declared(designate, described, words));
                }
            }
        }
        return found;
    }

    private static Declared declared(Element designate, Element described, SettingWords words) {
        var factoryPid = designate.getAttribute("factoryPid");
        return new Declared(
                factoryPid.isEmpty() ? designate.getAttribute("pid") : factoryPid,
                !factoryPid.isEmpty(),
                words.said(described.getAttribute("name")),
                words.said(described.getAttribute("description")),
                elements(described, "AD").stream().map(one -> setting(one, words)).toList());
    }

    private static Setting setting(Element described, SettingWords words) {
        var cardinality = described.getAttribute("cardinality");
        var label = words.said(described.getAttribute("name"));
        return new Setting(
                described.getAttribute("id"),
                label.isEmpty() ? described.getAttribute("id") : label,
                words.said(described.getAttribute("description")),
                type(described.getAttribute("type")),
                bits(described.getAttribute("type")),
                !"false".equals(described.getAttribute("required")),
                !cardinality.isEmpty() && !"0".equals(cardinality),
                text(described, "min"),
                text(described, "max"),
                elements(described, "Option").stream()
                        .map(
                                one ->
                                        new Choice(
                                                one.getAttribute("value"),
                                                words.said(one.getAttribute("label"))))
                        .toList(),
                described.getAttribute("default"));
    }

    private static Optional<String> text(Element element, String attribute) {
        return Optional.of(element.getAttribute(attribute)).filter(text -> !text.isEmpty());
    }

    private static Type type(String said) {
        return switch (said) {
            case "Password" -> Type.SECRET;
            case "Integer", "Long", "Short", "Byte", "BigInteger" -> Type.INTEGER;
            case "Double", "Float", "BigDecimal" -> Type.NUMBER;
            case "Boolean" -> Type.BOOLEAN;
            default -> Type.TEXT;
        };
    }

    private static int bits(String type) {
        return switch (type) {
            case "Byte" -> Byte.SIZE;
            case "Short" -> Short.SIZE;
            case "Integer" -> Integer.SIZE;
            case "Long" -> Long.SIZE;
            default -> 0;
        };
    }

    private static List<Element> elements(Element parent, String name) {
        var found = new ArrayList<Element>();
        var children = parent.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element && localName(element).equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String localName(Element element) {
        var name = element.getTagName();
        return name.substring(name.indexOf(':') + 1);
    }
}
