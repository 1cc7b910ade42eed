package io.dragoman.catalog.internal;

import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/** Reads what the manifest of a plug-in says, and what it must not say. */
final class Manifests {

    private static final Pattern FOREIGN_PACKAGE =
            Pattern.compile("(?:^|,)\\s*(io\\.dragoman\\.(?!api\\.)[a-zA-Z0-9_.]+)");

    private Manifests() {}

    /** What a manifest says, or why it is none of a plug-in. */
    sealed interface Said {

        /** It is one of a plug-in. */
        record Bundle(String name, String title, Version version) implements Said {}

        /** It is not; the name is known when it has one. */
        record Wrong(Optional<String> name, String fault) implements Said {}
    }

    /**
     * Reads a manifest.
     *
     * @param ours whether the jar was made by a part of the program, which may import others
     */
    static Said read(Manifest manifest, boolean ours) {
        if (manifest == null) {
            return new Said.Wrong(
                    Optional.empty(),
                    "it has no manifest: build it as an OSGi bundle (see docs/skills.md)");
        }
        var main = manifest.getMainAttributes();
        var header = main.getValue("Bundle-SymbolicName");
        if (header == null || main.getValue("Bundle-ManifestVersion") == null) {
            return new Said.Wrong(
                    Optional.empty(),
                    "its manifest has no Bundle-SymbolicName: build it as an OSGi bundle (see docs/skills.md)");
        }
        var name = header.split(";", 2)[0].strip();
        var fault = ours ? Optional.<String>empty() : fault(main);
        if (fault.isPresent()) {
            return new Said.Wrong(Optional.of(name), fault.get());
        }
        try {
            var version = Version.parseVersion(main.getValue("Bundle-Version"));
            var title = main.getValue("Bundle-Name");
            // A translated name is known once the framework has the bundle.
            boolean plain = title != null && !title.startsWith("%");
            return new Said.Bundle(name, plain ? title : name, version);
        } catch (IllegalArgumentException e) {
            return new Said.Wrong(
                    Optional.of(name),
                    "its Bundle-Version '"
                            + main.getValue("Bundle-Version")
                            + "' is none: use 1.2.3");
        }
    }

    private static Optional<String> fault(Attributes main) {
        if (main.getValue("Fragment-Host") != null) {
            return Optional.of("it is a fragment: a plug-in is a bundle of its own");
        }
        if (main.getValue("DynamicImport-Package") != null
                || main.getValue("Require-Bundle") != null) {
            return Optional.of(
                    "it uses DynamicImport-Package or Require-Bundle: import packages of io.dragoman.api and embed the rest");
        }
        var foreign =
                FOREIGN_PACKAGE.matcher(unquoted(String.valueOf(main.getValue("Import-Package"))));
        return foreign.find()
                ? Optional.of(
                        "it imports "
                                + foreign.group(1)
                                + ", which is not part of the API: use io.dragoman.api.* only")
                : Optional.empty();
    }

    /** Without what stands in quotes, so that a comma separates packages and nothing else. */
    private static String unquoted(String header) {
        return header.replaceAll("\"[^\"]*\"", "");
    }
}
