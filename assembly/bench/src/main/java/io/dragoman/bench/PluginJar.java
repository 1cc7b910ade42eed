package io.dragoman.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dragoman.bench.fault.BrokenShop;
import io.dragoman.bench.fault.BrokenSkill;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes plug-ins of classes of this tool. */
final class PluginJar {

    private static final String IMPORTS =
            "io.dragoman.api.message;version=\"[1,2)\",io.dragoman.api.skill;version=\"[1,2)\","
                    + "io.dragoman.api.shop;version=\"[1,2)\"";

    private PluginJar() {}

    /** An order system that is down. */
    static byte[] brokenShop() {
        return jar(BrokenShop.class, "io.dragoman.api.shop.Shop", "site", "demo");
    }

    /** A version of the skill of orders that throws. */
    static byte[] brokenSkill() {
        return jar(BrokenSkill.class, "io.dragoman.api.skill.Skill", "skill.id", "order-query");
    }

    private static byte[] jar(Class<?> type, String service, String property, String value) {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest(type))) {
            var file = type.getName().replace('.', '/') + ".class";
            try (var code = type.getResourceAsStream("/" + file)) {
                put(jar, file, code.readAllBytes());
            }
            put(
                    jar,
                    "OSGI-INF/component.xml",
                    component(type, service, property, value).getBytes(UTF_8));
            var texts = "title=Drill\npurpose=Fails on purpose\n".getBytes(UTF_8);
            put(jar, "i18n/messages_zh_CN.properties", texts);
            put(jar, "i18n/messages_en.properties", texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
    }

    private static Manifest manifest(Class<?> type) {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", type.getName());
        main.putValue("Bundle-Version", "99.0.0");
        main.putValue("Import-Package", IMPORTS);
        main.putValue("Service-Component", "OSGI-INF/component.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private static String component(Class<?> type, String service, String property, String value) {
        return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
          <property name="%3$s" type="String" value="%4$s"/>
          <service><provide interface="%2$s"/></service>
          <implementation class="%1$s"/>
        </scr:component>
        """
                .formatted(type.getName(), service, property, value);
    }
}
