package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/** Reads what the manifest of a plug-in says, and what it must not say. */
final class Manifests {

    private static final Pattern FOREIGN_PACKAGE =
            Pattern.compile("(?:^|,)\\s*(io\\.dragoman\\.(?!api\\.)[a-zA-Z0-9_.]+)");

    private static final Reason NO_MANIFEST =
            Reason.of(
                    "no-manifest",
                    "it has no manifest: build it as an OSGi bundle (see docs/skills.md)");
    private static final Reason NO_NAME =
            Reason.of(
                    "no-name",
                    "its manifest has no Bundle-SymbolicName: build it as an OSGi bundle (see"
                            + " docs/skills.md)");

    private Manifests() {}

    /** What a manifest says, or why it is none of a plug-in. */
    sealed interface Said {

        /** It is one of a plug-in. */
        record Bundle(String name, String title, Version version) implements Said {}

        /** It is not; the name is known when it has one. */
        record Wrong(Optional<String> name, Reason fault) implements Said {}
    }

    /**
     * Reads a manifest.
     *
     * @param ours whether the jar was made by a part of the program, which may import others
     */
    static Said read(Manifest manifest, boolean ours) {
        if (manifest == null) {
            return new Said.Wrong(Optional.empty(), NO_MANIFEST);
        }
        var main = manifest.getMainAttributes();
        var header = main.getValue("Bundle-SymbolicName");
        if (header == null || main.getValue("Bundle-ManifestVersion") == null) {
            return new Said.Wrong(Optional.empty(), NO_NAME);
        }
        var name = header.split(";", 2)[0].strip();
        var fault = ours ? Optional.<Reason>empty() : fault(main);
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
                    Reason.of(
                            "no-version",
                            "its Bundle-Version '{version}' is none: use 1.2.3",
                            "version",
                            main.getValue("Bundle-Version")));
        }
    }

    private static Optional<Reason> fault(Attributes main) {
        if (main.getValue("Fragment-Host") != null) {
            return Optional.of(
                    Reason.of("fragment", "it is a fragment: a plug-in is a bundle of its own"));
        }
        if (main.getValue("DynamicImport-Package") != null
                || main.getValue("Require-Bundle") != null) {
            return Optional.of(
                    Reason.of(
                            "dynamic",
                            "it uses DynamicImport-Package or Require-Bundle: import packages of"
                                    + " io.dragoman.api and embed the rest"));
        }
        var foreign =
                FOREIGN_PACKAGE.matcher(unquoted(String.valueOf(main.getValue("Import-Package"))));
        return foreign.find()
                ? Optional.of(
                        Reason.of(
                                "foreign",
                                "it imports {package}, which is not part of the API: use"
                                        + " io.dragoman.api.* only",
                                "package",
                                foreign.group(1)))
                : Optional.empty();
    }

    /** Without what stands in quotes, so that a comma separates packages and nothing else. */
    private static String unquoted(String header) {
        return header.replaceAll("\"[^\"]*\"", "");
    }
}
