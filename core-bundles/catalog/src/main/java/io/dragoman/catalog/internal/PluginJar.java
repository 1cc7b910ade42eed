package io.dragoman.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * A jar in the deploy folder, as far as it can be judged without installing it. Immutable.
 *
 * @param fault why it cannot be a plug-in; empty when it can
 */
record PluginJar(
        Path path, String sha256, String name, String title, Version version, String fault) {

    private static final String NO_HASH = "0".repeat(64);
    private static final Pattern FOREIGN_PACKAGE =
            Pattern.compile("(?:^|,)\\s*(io\\.dragoman\\.(?!api\\.)[a-zA-Z0-9_.]+)");

    /**
     * Reads a jar; never throws for what is in it, nor when it cannot be read.
     *
     * @throws NoSuchFileException when it has gone
     */
    static PluginJar read(Path path) throws NoSuchFileException {
        var file = path.getFileName().toString();
        try {
            return read(path, hash(path), file);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            var fault = "it cannot be read (" + e.getMessage() + "): look at its permissions";
            return faulty(path, NO_HASH, file, fault);
        }
    }

    private static PluginJar read(Path path, String hash, String file) throws IOException {
        try (var jar = new JarFile(path.toFile())) {
            var manifest = jar.getManifest();
            if (manifest == null) {
                return faulty(
                        path,
                        hash,
                        file,
                        "it has no manifest: build it as an OSGi bundle (see docs/skills.md)");
            }
            return read(path, hash, file, manifest);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // Its zip or its manifest is broken.
            return faulty(
                    path,
                    hash,
                    file,
                    "it is no readable jar (" + e.getMessage() + "): copy it again");
        }
    }

    private static PluginJar read(Path path, String hash, String file, Manifest manifest) {
        var main = manifest.getMainAttributes();
        var header = main.getValue("Bundle-SymbolicName");
        if (header == null || main.getValue("Bundle-ManifestVersion") == null) {
            return faulty(
                    path,
                    hash,
                    file,
                    "its manifest has no Bundle-SymbolicName: build it as an OSGi bundle (see docs/skills.md)");
        }
        var name = header.split(";", 2)[0].strip();
        Version version;
        try {
            version = Version.parseVersion(main.getValue("Bundle-Version"));
        } catch (IllegalArgumentException e) {
            return faulty(
                    path,
                    hash,
                    name,
                    "its Bundle-Version '"
                            + main.getValue("Bundle-Version")
                            + "' is none: use 1.2.3");
        }
        var title = main.getValue("Bundle-Name");
        var fault =
                fault(
                        unquoted(String.valueOf(main.getValue("Import-Package"))),
                        main.getValue("Fragment-Host"),
                        main.getValue("DynamicImport-Package"),
                        main.getValue("Require-Bundle"));
        return new PluginJar(path, hash, name, title == null ? name : title, version, fault);
    }

    /** Without what stands in quotes, so that a comma separates packages and nothing else. */
    private static String unquoted(String header) {
        return header.replaceAll("\"[^\"]*\"", "");
    }

    private static String fault(
            String imports, String fragmentHost, String dynamic, String required) {
        if (fragmentHost != null) {
            return "it is a fragment: a plug-in is a bundle of its own";
        }
        if (dynamic != null || required != null) {
            return "it uses DynamicImport-Package or Require-Bundle: import packages of io.dragoman.api and embed the rest";
        }
        var foreign = FOREIGN_PACKAGE.matcher(imports);
        if (foreign.find()) {
            return "it imports "
                    + foreign.group(1)
                    + ", which is not part of the API: use io.dragoman.api.* only";
        }
        return "";
    }

    private static PluginJar faulty(Path path, String hash, String name, String fault) {
        return new PluginJar(path, hash, name, name, Version.emptyVersion, fault);
    }

    private static String hash(Path path) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = Files.newInputStream(path)) {
                var buffer = new byte[65_536];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
