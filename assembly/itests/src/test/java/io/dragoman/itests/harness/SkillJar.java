package io.dragoman.itests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds small skills, good and broken ones, as jars. Immutable. */
public record SkillJar(
        String name, String version, String body, String constructor, String imports) {

    private static final String API =
            "io.dragoman.api.message;version=\"[1,2)\",io.dragoman.api.skill;version=\"[1,2)\"";

    /** A skill that answers its examples with one sentence. */
    public static SkillJar saying(String name, String version, String answer) {
        return new SkillJar(
                name, version, "return Turn.done(Part.text(\"" + answer + "\"));", "", API);
    }

    /** With another body of the method that takes turns. */
    public SkillJar taking(String java) {
        return new SkillJar(name, version, java, constructor, imports);
    }

    /** With statements in the constructor. */
    public SkillJar constructing(String java) {
        return new SkillJar(name, version, body, java, imports);
    }

    /** With another import besides those of the API. */
    public SkillJar importing(String clause) {
        return new SkillJar(name, version, body, constructor, API + "," + clause);
    }

    /** With a wrong import of the API. */
    public SkillJar importingApi(String range) {
        return new SkillJar(name, version, body, constructor, API.replace("[1,2)", range));
    }

    /** The name a customer starts the skill with. */
    public String wake() {
        return "tell me about " + name;
    }

    private String type() {
        return "Skill" + name.replaceAll("[^a-z0-9]", "");
    }

    private String bundle() {
        return "com.example." + name;
    }

    /** The jar. */
    public byte[] bytes() {
        var content = new HashMap<String, byte[]>(compile());
        content.put("OSGI-INF/skill.xml", component().getBytes(UTF_8));
        for (var language : List.of("zh_CN", "en")) {
            content.put(
                    "i18n/messages_" + language + ".properties",
                    ("title=" + name + "\npurpose=For a test\n").getBytes(UTF_8));
        }
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest())) {
            for (var entry : content.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Manifest manifest() {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", bundle());
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", imports);
        main.putValue("Service-Component", "OSGI-INF/skill.xml");
        main.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\"");
        return manifest;
    }

    private String component() {
        return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
          <property name="skill.id" type="String" value="%2$s"/>
          <service><provide interface="io.dragoman.api.skill.Skill"/></service>
          <implementation class="com.example.%3$s"/>
        </scr:component>
        """
                .formatted(bundle(), name, type());
    }

    private String source() {
        return """
        package com.example;
        import io.dragoman.api.message.Part;
        import io.dragoman.api.skill.*;
        public final class %1$s implements Skill {
            public %1$s() { %2$s }
            public SkillSpec spec() {
                return SkillSpec.skill("%3$s").examples("%4$s", "%3$s please").build();
            }
            public Turn take(Dialogue dialogue) { %5$s }
        }
        """
                .formatted(type(), constructor, name, wake(), body);
    }

    private Map<String, byte[]> compile() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new javax.tools.DiagnosticCollector<JavaFileObject>();
        var classes = new Classes(compiler.getStandardFileManager(problems, null, UTF_8));
        var options =
                List.of(
                        "--release",
                        "21",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"));
        var task =
                compiler.getTask(
                        null,
                        classes,
                        problems,
                        options,
                        null,
                        List.of(new Source(type(), source())));
        if (!task.call()) {
            throw new AssertionError("The skill does not compile: " + problems.getDiagnostics());
        }
        return classes.bytes();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(URI.create("string:///com/example/" + type + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Compiled extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Compiled(String type) {
            super(URI.create("mem:///" + type.replace('.', '/') + ".class"), Kind.CLASS);
        }

        @Override
        public ByteArrayOutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final List<Compiled> compiled = new ArrayList<>();

        Classes(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String type,
                JavaFileObject.Kind kind,
                FileObject sibling) {
            var file = new Compiled(type);
            compiled.add(file);
            return file;
        }

        Map<String, byte[]> bytes() {
            var bytes = new HashMap<String, byte[]>();
            for (var file : compiled) {
                bytes.put(file.getName().substring(1), file.bytes.toByteArray());
            }
            return bytes;
        }
    }
}
