package io.dragoman.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SkillBundleTest {

    private static final Map<String, Object> TREE =
            Map.of(
                    "skill",
                    "tea-time",
                    "version",
                    "1.2.3",
                    "title",
                    Map.of("zh-CN", "下午茶", "en", "Tea & \"time\""),
                    "purpose",
                    "It's {tea}",
                    "examples",
                    List.of("when is tea"),
                    "settings",
                    Map.of(
                            "shop",
                            Map.of("default", "a,b\\c"),
                            "key",
                            Map.of("secret", true, "purpose", "The key")));

    private final SkillFile file = SkillFile.read(Source.of(TREE));
    private final byte[] jar = new SkillBundle(file, "yaml", "content".getBytes(UTF_8)).jar();

    private Map<String, byte[]> entries() throws IOException {
        var entries = new HashMap<String, byte[]>();
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private Document xml(String name) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(entries().get(name)));
    }

    @Test
    void isABundleOfTheSkillsNameAndVersion() throws IOException {
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            var main = in.getManifest().getMainAttributes();
            assertThat(main.getValue("Bundle-SymbolicName")).isEqualTo("dragoman.skill.tea-time");
            assertThat(main.getValue("Bundle-Version")).isEqualTo("1.2.3");
        }
        assertThat(entries().keySet())
                .containsExactlyInAnyOrder(
                        "OSGI-INF/skill.xml", "OSGI-INF/metatype/skill.xml", "skill/content");
        assertThat(entries().get("skill/content")).asString(UTF_8).isEqualTo("content");
    }

    @Test
    void isTheSameForTheSameFile() {
        assertThat(new SkillBundle(file, "yaml", "content".getBytes(UTF_8)).jar()).isEqualTo(jar);
    }

    @Test
    void tellsTheContainerWhatToCreate() throws Exception {
        var component = xml("OSGI-INF/skill.xml");
        var implementation = (Element) component.getElementsByTagName("implementation").item(0);
        var reference = (Element) component.getElementsByTagName("reference").item(0);

        assertThat(implementation.getAttribute("class")).isEqualTo(FileSkill.class.getName());
        assertThat(reference.getAttribute("target")).isEqualTo("(skill.format=yaml)");
        var parameters = FileSkill.class.getConstructors()[0].getParameterTypes();
        assertThat(parameters).hasSize(3);
        assertThat(parameters[Integer.parseInt(reference.getAttribute("parameter"))].getName())
                .isEqualTo(reference.getAttribute("interface"));
        assertThat(component.getDocumentElement().getAttribute("init")).isEqualTo("3");
    }

    @Test
    void makesAFormOfTheSettingsThatHidesSecrets() throws Exception {
        var fields = xml("OSGI-INF/metatype/skill.xml").getElementsByTagName("AD");
        var types = new HashMap<String, String>();
        for (int i = 0; i < fields.getLength(); i++) {
            var field = (Element) fields.item(i);
            types.put(field.getAttribute("id"), field.getAttribute("type"));
            if (field.getAttribute("id").equals("shop")) {
                assertThat(field.getAttribute("default")).isEqualTo("a\\,b\\\\c");
            }
        }
        assertThat(types).isEqualTo(Map.of("shop", "String", "key", "Password"));
    }

    @Test
    void saysItsTextsAsTheyAre() {
        var texts = file.texts(Map.of());

        assertThat(texts.get(java.util.Locale.ENGLISH, "purpose")).isEqualTo("It's {tea}");
        assertThat(texts.incomplete()).isEmpty();
    }

    @Test
    void aSecretHasNoPlaceInTheFile() {
        var tree = new HashMap<>(TREE);
        tree.put("settings", Map.of("key", Map.of("secret", true, "default", "x")));

        assertThatThrownBy(() -> SkillFile.read(Source.of(tree)))
                .hasMessageContaining("a secret has no default");
    }
}
