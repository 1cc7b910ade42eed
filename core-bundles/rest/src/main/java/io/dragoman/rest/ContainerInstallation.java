package io.dragoman.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The program as an OSGi container runs it. */
@Component(service = Installation.class)
public final class ContainerInstallation implements Installation {

    private static final String OPENAPI = "/openapi/openapi.json";

    private final BundleContext context;

    @Activate
    public ContainerInstallation(BundleContext context) {
        this.context = context;
    }

    @Override
    public String version() {
        return plain(context.getBundle().getVersion());
    }

    private static String plain(Version version) {
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }

    @Override
    public String rulesFolder() {
        return folder("rules");
    }

    /** A folder of this installation as an absolute path; empty when the launcher named none. */
    public String folder(String name) {
        return Optional.ofNullable(context.getProperty("dragoman." + name))
                .map(path -> Path.of(path).toAbsolutePath().normalize().toString())
                .orElse("");
    }

    @Override
    public Optional<String> bundleName(long id) {
        return Optional.ofNullable(context.getBundle(id)).map(Bundle::getSymbolicName);
    }

    @Override
    public Optional<String> versionOf(Class<?> type) {
        return Optional.ofNullable(FrameworkUtil.getBundle(type))
                .map(bundle -> plain(bundle.getVersion()));
    }

    @Override
    public byte[] openApi() {
        return readOpenApi();
    }

    static byte[] readOpenApi() {
        try (var in = ContainerInstallation.class.getResourceAsStream(OPENAPI)) {
            if (in == null) {
                throw new IllegalStateException(OPENAPI + " is missing from the bundle");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + OPENAPI, e);
        }
    }
}
