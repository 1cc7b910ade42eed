package io.dragoman.authoring;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What the container must know of a skill's bundle: its component, and the form of its settings.
 */
record Descriptions(SkillFile file, String format) {

    private static final String SCR = "http://www.osgi.org/xmlns/scr/v1.4.0";
    private static final String METATYPE = "http://www.osgi.org/xmlns/metatype/v1.2.0";

    /** Writes one document. */
    private interface Content {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static String document(Content content) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            content.to(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A string cannot fail to be written", e);
        }
        return text.toString();
    }

    private static void open(XMLStreamWriter xml, String name, String... attributes)
            throws XMLStreamException {
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }

    private static void leaf(XMLStreamWriter xml, String name, String... attributes)
            throws XMLStreamException {
        open(xml, name, attributes);
        xml.writeEndElement();
    }

    /** The component: {@link FileSkill} with this format, under this skill's id. */
    String component() {
        return document(
                xml -> {
                    xml.writeStartElement("scr", "component", SCR);
                    xml.writeNamespace("scr", SCR);
                    xml.writeAttribute("name", file.pid());
                    xml.writeAttribute("init", "3");
                    leaf(xml, "implementation", "class", FileSkill.class.getName());
                    leaf(xml, "property", "name", "skill.id", "type", "String", "value", file.id());
                    open(xml, "service");
                    leaf(xml, "provide", "interface", "io.dragoman.api.skill.Skill");
                    xml.writeEndElement();
                    leaf(
                            xml,
                            "reference",
                            "name",
                            "format",
                            "interface",
                            SkillFormat.class.getName(),
                            "target",
                            "(" + SkillFormat.PROPERTY + "=" + format + ")",
                            "parameter",
                            "0");
                    xml.writeEndElement();
                });
    }

    /** The form of its settings. */
    String metatype() {
        return document(
                xml -> {
                    xml.writeStartElement("metatype", "MetaData", METATYPE);
                    xml.writeNamespace("metatype", METATYPE);
                    open(xml, "OCD", "id", file.pid(), "name", "Skill: " + file.title().en());
                    for (var setting : file.settings().values()) {
                        setting(xml, setting);
                    }
                    xml.writeEndElement();
                    open(xml, "Designate", "pid", file.pid());
                    leaf(xml, "Object", "ocdref", file.pid());
                    xml.writeEndElement();
                    xml.writeEndElement();
                });
    }

    private static void setting(XMLStreamWriter xml, Setting setting) throws XMLStreamException {
        open(
                xml,
                "AD",
                "id",
                setting.name(),
                "name",
                setting.name(),
                "description",
                setting.purpose(),
                "type",
                setting.secret() ? "Password" : "String",
                "required",
                "false");
        if (setting.preset().isPresent()) {
            // A comma would part two values.
            var value = setting.preset().get().replace("\\", "\\\\").replace(",", "\\,");
            xml.writeAttribute("default", value);
        }
        xml.writeEndElement();
    }
}
