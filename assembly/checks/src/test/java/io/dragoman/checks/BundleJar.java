package io.dragoman.checks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of our bundles as the class path of this test has it: a jar, or the classes folder of a
 * module.
 */
record BundleJar(String name, Path path, Manifest manifest) {

    /** All of our bundles, in the order of the class path. */
    static List<BundleJar> all() {
        List<BundleJar> bundles =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .map(BundleJar::read)
                        .flatMap(Optional::stream)
                        .filter(bundle -> bundle.name().startsWith("io.dragoman."))
                        .toList();
        if (bundles.isEmpty()) {
            throw new IllegalStateException("The class path has none of our bundles");
        }
        return bundles;
    }

    /** The packages it imports. */
    List<Clause> imports() {
        return Clause.parse(header("Import-Package"));
    }

    /** The packages it exports. */
    List<Clause> exports() {
        return Clause.parse(header("Export-Package"));
    }

    String header(String header) {
        return Optional.ofNullable(manifest.getMainAttributes().getValue(header)).orElse("");
    }

    /** The packages that it has classes of its own in. */
    Set<String> packages() {
        try {
            return Files.isDirectory(path) ? packagesOfFolder() : packagesOfJar();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> packagesOfFolder() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.map(path::relativize).map(Path::toString).collect(packageNames());
        }
    }

    private Set<String> packagesOfJar() throws IOException {
        try (var jar = new JarFile(path.toFile())) {
            return jar.stream().map(entry -> entry.getName()).collect(packageNames());
        }
    }

    private static java.util.stream.Collector<String, ?, Set<String>> packageNames() {
        return Collectors.filtering(
                file -> file.endsWith(".class") && file.contains("/"),
                Collectors.mapping(
                        file -> file.substring(0, file.lastIndexOf('/')).replace('/', '.'),
                        Collectors.toCollection(TreeSet::new)));
    }

    private static Optional<BundleJar> read(Path path) {
        try {
            return manifest(path)
                    .map(manifest -> new BundleJar(symbolicName(manifest), path, manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String symbolicName(Manifest manifest) {
        String header = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
        return header == null ? "" : header.split(";")[0].trim();
    }

    private static Optional<Manifest> manifest(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            Path file = path.resolve("META-INF/MANIFEST.MF");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(new Manifest(in));
            }
        }
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var jar = new JarFile(path.toFile())) {
            return Optional.ofNullable(jar.getManifest());
        }
    }
}
