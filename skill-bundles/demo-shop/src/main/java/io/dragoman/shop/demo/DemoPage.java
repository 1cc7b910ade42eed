package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Serves the demo shop's page at {@code /} and what it loads below {@code /demo-shop/}. */
@Component(
        service = Servlet.class,
        configurationPid = DemoShop.PID,
        enabled = false,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/",
            "osgi.http.whiteboard.servlet.pattern=/demo-shop/*",
            "osgi.http.whiteboard.servlet.name=demo-shop",
            // Before the plain landing page that is there without a shop.
            "service.ranking:Integer=100"
        })
public final class DemoPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "/demo-shop";
    private static final String CATALOG = "/catalog.json";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=utf-8",
                    "js", "text/javascript;charset=utf-8",
                    "css", "text/css;charset=utf-8",
                    "svg", "image/svg+xml");

    private final transient DemoCatalog catalog;

    /** Created by the container. */
    @Activate
    public DemoPage(@Reference(name = "json") Json json, @Reference(name = "shop") DemoShop shop) {
        this.catalog = new DemoCatalog(json, shop);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var path = path(request);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (CATALOG.equals(path)) {
            send(response, "application/json", catalog.bytes());
            return;
        }
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        // Only plain names: nothing outside the page's own folder can be asked for.
        if (type == null || !path.matches("/[A-Za-z0-9_-]+(\\.[a-z]+)+")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try (InputStream in = DemoPage.class.getResourceAsStream("/web" + path)) {
            if (in == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            send(response, type, in.readAllBytes());
        }
    }

    /**
     * The asked file within the page's folder. Read from the address itself, because containers
     * disagree on how they part a path that a default servlet is asked for.
     */
    private static String path(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith(PREFIX + "/")) {
            return path.substring(PREFIX.length());
        }
        return path.isEmpty() || path.equals("/") ? "/index.html" : "";
    }

    private static void send(HttpServletResponse response, String type, byte[] body)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
