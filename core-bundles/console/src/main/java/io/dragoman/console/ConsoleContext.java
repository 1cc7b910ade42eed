package io.dragoman.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * The place of the agents' console, {@code /console}. It has a context of its own because the HTTP
 * whiteboard knows no welcome files and sets no caching; here both can be said. Thread-safe.
 */
@Component(
        service = ServletContextHelper.class,
        property = {
            "osgi.http.whiteboard.context.name=" + ConsoleContext.NAME,
            "osgi.http.whiteboard.context.path=/console"
        })
public final class ConsoleContext extends ServletContextHelper {

    static final String NAME = "dragoman-console";

    private final BundleContext bundle;

    /**
     * @param bundle where the built console lies
     */
    @Activate
    public ConsoleContext(BundleContext bundle) {
        this.bundle = bundle;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        ConsoleFiles.headers(path).forEach(response::setHeader);
        var asked = request.getRequestURI().substring(request.getContextPath().length());
        var place = ConsoleFiles.place(asked);
        if (place.isPresent()) {
            response.sendRedirect(request.getContextPath() + "/" + place.get());
        }
        return place.isEmpty();
    }

    @Override
    public URL getResource(String name) {
        return bundle.getBundle().getEntry(ConsoleFiles.entry(name));
    }

    @Override
    public String getMimeType(String name) {
        return ConsoleFiles.type(ConsoleFiles.entry(name));
    }
}
