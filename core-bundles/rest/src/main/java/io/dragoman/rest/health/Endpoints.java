package io.dragoman.rest.health;

import java.util.Arrays;
import java.util.List;
import org.osgi.framework.BundleContext;

/** Where the HTTP runtime of the container can be reached. */
final class Endpoints {

    private static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";
    private static final String ENDPOINTS = "osgi.http.endpoint";

    private Endpoints() {}

    /** Its addresses; empty while no port is open. */
    static List<String> of(BundleContext context) {
        var runtime = context.getServiceReference(RUNTIME);
        if (runtime == null) {
            return List.of();
        }
        return switch (runtime.getProperty(ENDPOINTS)) {
            case String one -> List.of(one);
            case String[] several -> Arrays.asList(several);
            case null, default -> List.of();
        };
    }
}
