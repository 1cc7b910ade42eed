package io.dragoman.authoring;

import io.dragoman.catalog.PluginFormat.Translated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The bundle that a skill's file becomes, so that it lives as every other plug-in does: started
 * beside its predecessor, swapped, drained, rolled back, configured and removed. It has no classes,
 * only descriptions and the file itself. The same file gives the same bytes. Immutable.
 *
 * @param format as in {@link SkillFormat#PROPERTY}
 */
public record SkillBundle(SkillFile file, String format, byte[] content) {

    private static final LocalDateTime ALWAYS = LocalDateTime.of(2026, 1, 1, 0, 0);

    /**
     * Translates a file.
     *
     * @param name of the format, as in {@link SkillFormat#PROPERTY}
     */
    public static Translated translate(SkillFormat format, String name, byte[] content) {
        try {
            return new Translated.Jar(new SkillBundle(format.read(content), name, content).jar());
        } catch (FaultyFileException e) {
            return new Translated.Faulty(e.line(), e.getMessage());
        }
    }

    /** The jar. */
    public byte[] jar() {
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            var descriptions = new Descriptions(file, format);
            var manifest = new ByteArrayOutputStream();
            manifest().write(manifest);
            put(jar, "META-INF/MANIFEST.MF", manifest.toByteArray());
            put(jar, "OSGI-INF/skill.xml", descriptions.component());
            if (!file.settings().isEmpty()) {
                put(jar, "OSGI-INF/metatype/skill.xml", descriptions.metatype());
            }
            put(jar, FileSkill.CONTENT, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    private Manifest manifest() {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", file.pid());
        main.putValue("Bundle-Version", file.version());
        main.putValue("Bundle-Name", file.title().en());
        main.putValue("Service-Component", "OSGI-INF/skill.xml");
        main.putValue(
                "Import-Package",
                "io.dragoman.api.skill,io.dragoman.authoring;version=\"[1.0,2)\"");
        return manifest;
    }

    private static void put(JarOutputStream jar, String name, String text) throws IOException {
        put(jar, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        var entry = new JarEntry(name);
        entry.setTimeLocal(ALWAYS);
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
