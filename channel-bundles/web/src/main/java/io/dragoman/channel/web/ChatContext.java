package io.dragoman.channel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URL;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * The place of the full-page chat, {@code /chat}. It has a context of its own because only the
 * default pattern of a context also answers for the bare folder: the whiteboard knows no welcome
 * files, and in the common context that pattern belongs to the site's home page.
 */
@Component(
        service = ServletContextHelper.class,
        property = {
            "osgi.http.whiteboard.context.name=" + ChatContext.NAME,
            "osgi.http.whiteboard.context.path=/chat"
        })
public final class ChatContext extends ServletContextHelper {

    static final String NAME = "dragoman-chat";

    /**
     * The chat runs its own scripts only; pictures come from shops and customers. It may stand in
     * anybody's frame, as the widget may on anybody's page.
     */
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob: https: http:;"
                    + " media-src 'self' data: blob: https: http:; connect-src 'self' ws: wss:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors *";

    private final BundleContext bundle;

    @Activate
    public ChatContext(BundleContext bundle) {
        this.bundle = bundle;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.setHeader("Content-Security-Policy", POLICY);
        return true;
    }

    @Override
    public URL getResource(String name) {
        return bundle.getBundle().getEntry(name);
    }

    @Override
    public String getMimeType(String name) {
        return name.endsWith(".html") ? "text/html;charset=utf-8" : null;
    }
}
