package io.dragoman.catalog.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds small plug-ins on the fly: one class that is a component and offers a text. */
final class TinyBundle {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> content = new LinkedHashMap<>();

    static TinyBundle named(String name, String version) {
        var bundle = new TinyBundle();
        return bundle.header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", name)
                .header("Bundle-Version", version);
    }

    /** A plug-in that offers its version as a service. */
    static TinyBundle plugin(String name, String version) {
        return named(name, version).component("", "return \"" + version + "\";");
    }

    TinyBundle header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TinyBundle file(String path, String text) {
        content.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A component with code in its constructor and an answer. */
    TinyBundle component(String constructor, String answer) {
        compile(
                "public class Thing implements java.util.function.Supplier<String> {"
                        + "public Thing() {"
                        + constructor
                        + "} public String get() {"
                        + answer
                        + "} }");
        return described("");
    }

    TinyBundle described(String reference) {
        header("Service-Component", "OSGI-INF/thing.xml");
        return file(
                "OSGI-INF/thing.xml",
                "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"tiny.Thing\">"
                        + "<implementation class=\"tiny.Thing\"/>"
                        + "<service><provide interface=\"java.util.function.Supplier\"/></service>"
                        + reference
                        + "</scr:component>");
    }

    TinyBundle activator(String start) {
        compile(
                "public class Start implements org.osgi.framework.BundleActivator {"
                        + "public void start(org.osgi.framework.BundleContext c) throws Exception {"
                        + start
                        + "} public void stop(org.osgi.framework.BundleContext c) {} }");
        header("Import-Package", "org.osgi.framework");
        return header("Bundle-Activator", "tiny.Start");
    }

    private void compile(String source) {
        var name = source.split(" ")[2];
        var compiler = ToolProvider.getSystemJavaCompiler();
        var file = new Source("tiny." + name, "package tiny; " + source);
        try (var memory = new Memory(compiler.getStandardFileManager(null, null, null))) {
            var options = List.of("-proc:none", "--release", "21");
            if (!compiler.getTask(null, memory, null, options, null, List.of(file)).call()) {
                throw new IllegalStateException("The test's own source does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
                @Override
                public ByteArrayOutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            content.put(name.replace('.', '/') + ".class", toByteArray());
                        }
                    };
                }
            };
        }
    }

    byte[] bytes() {
        try {
            var out = new ByteArrayOutputStream();
            if (headers.isEmpty()) {
                try (var jar = new JarOutputStream(out)) {
                    write(jar);
                }
                return out.toByteArray();
            }
            var manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            headers.forEach(
                    (name, value) ->
                            manifest.getMainAttributes().put(new Attributes.Name(name), value));
            try (var jar = new JarOutputStream(out, manifest)) {
                write(jar);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JarOutputStream jar) throws IOException {
        for (var entry : content.entrySet()) {
            jar.putNextEntry(new JarEntry(entry.getKey()));
            jar.write(entry.getValue());
            jar.closeEntry();
        }
        if (content.isEmpty()) {
            jar.putNextEntry(new JarEntry("readme.txt"));
            jar.closeEntry();
        }
    }

    /** Puts the jar into a folder in one move, as careful people do. */
    Path into(Path folder, String file) {
        try {
            var hidden = folder.resolve("." + file);
            Files.write(hidden, bytes());
            return Files.move(
                    hidden,
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
