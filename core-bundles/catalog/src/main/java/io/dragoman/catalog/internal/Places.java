package io.dragoman.catalog.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * Where the files of plug-ins lie.
 *
 * @param deploy what is to run
 * @param kept copies of what runs and has run
 * @param etc configurations
 */
record Places(Path deploy, Path kept, Path etc) {

    /** As the launcher says; relative to the working folder where it does not. */
    static Places of(BundleContext context, String deployFolder) {
        var base = path(context, "karaf.base").orElse(Path.of("."));
        var data =
                path(context, "dragoman.data")
                        .or(() -> path(context, "karaf.data"))
                        .orElse(base.resolve("data"));
        return new Places(
                base.resolve(deployFolder).normalize(),
                data.resolve("plugins"),
                path(context, "karaf.etc").orElse(base.resolve("etc")));
    }

    private static Optional<Path> path(BundleContext context, String property) {
        return Optional.ofNullable(context.getProperty(property)).map(Path::of);
    }
}
