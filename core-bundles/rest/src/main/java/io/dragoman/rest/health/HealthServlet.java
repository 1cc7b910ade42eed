package io.dragoman.rest.health;

import io.dragoman.api.json.Json;
import io.dragoman.catalog.Health;
import io.dragoman.catalog.HealthCheck.Status;
import io.dragoman.rest.HealthView;
import io.dragoman.rest.Installation;
import io.dragoman.security.Profile;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /health}, open to everybody: 200 while customers can be served, else 503; in both
 * cases with every part, its status and the reason; details only in the demo profile, signed-in
 * users find them at {@code /api/v1/health}. It needs no other part of REST.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/health")
@HttpWhiteboardServletName("health")
public final class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Health health;
    private final transient Json json;
    private final transient HealthView view;

    @Activate
    public HealthServlet(
            @Reference(name = "health") Health health,
            @Reference(name = "json") Json json,
            @Reference(name = "installation") Installation installation) {
        this.health = health;
        this.json = json;
        this.view = new HealthView(installation.version(), Profile.current() == Profile.DEMO);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var report = health.report();
        var body = json.write(view.tree(report)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(
                report.status() == Status.DOWN
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : HttpServletResponse.SC_OK);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
