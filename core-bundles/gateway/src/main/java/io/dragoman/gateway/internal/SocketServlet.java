package io.dragoman.gateway.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Opens the sockets at {@code /ws/visitor} and {@code /ws/agent}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({SocketServlet.VISITOR, SocketServlet.AGENT})
public final class SocketServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /**
     * Several of the ping intervals that clients keep (25 s), so that one lost ping costs nothing.
     */
    private static final Duration IDLE = Duration.ofMinutes(3);

    private static final int LONGEST_FRAME = 256 * 1024;
    private static final int BUFFER = 4096;

    static final String VISITOR = "/ws/visitor";
    static final String AGENT = "/ws/agent";
    private static final Function<String, Object> NOBODY = path -> null;

    private final transient VisitorHub visitors;
    private final transient AgentHub agents;
    private final transient Backlog backlog = Backlog.ofThisHeap();
    private final transient Function<String, Object> mine = this::endpoint;
    private transient AtomicReference<Function<String, Object>> current;

    @Activate
    public SocketServlet(
            @Reference(name = "visitors") VisitorHub visitors,
            @Reference(name = "agents") AgentHub agents) {
        this.visitors = visitors;
        this.agents = agents;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        var container = JettyWebSocketServerContainer.getContainer(config.getServletContext());
        if (container == null) {
            throw new ServletException(
                    "WebSockets are off: org.apache.felix.jetty.websocket.enable must be true");
        }
        container.setIdleTimeout(IDLE);
        container.setInputBufferSize(BUFFER);
        container.setOutputBufferSize(BUFFER);
        container.setMaxTextMessageSize(LONGEST_FRAME);
        current = mappings(container);
        current.set(mine);
    }

    /** Until another takes over, nobody can connect; clients try again. */
    @Override
    public void destroy() {
        if (current != null) {
            current.compareAndSet(mine, NOBODY);
        }
        super.destroy();
    }

    private Object endpoint(String path) {
        return switch (path) {
            case VISITOR -> new SocketEndpoint(backlog, wire -> new VisitorSession(visitors, wire));
            case AGENT -> new SocketEndpoint(backlog, wire -> new AgentSession(agents, wire));
            default -> null;
        };
    }

    /**
     * Who makes the endpoints now. A path can be mapped only once in the life of Jetty's container,
     * which outlives this servlet and this bundle; so the mapping goes to whoever is current. Only
     * classes of the JDK are kept there, which a new version of this bundle shares.
     */
    @SuppressWarnings("unchecked")
    static AtomicReference<Function<String, Object>> mappings(
            JettyWebSocketServerContainer container) {
        synchronized (container) {
            var known = container.getBean(AtomicReference.class);
            if (known != null) {
                return (AtomicReference<Function<String, Object>>) known;
            }
            var current = new AtomicReference<Function<String, Object>>(NOBODY);
            container.addBean(current);
            for (var path : List.of(VISITOR, AGENT)) {
                container.addMapping(
                        path,
                        (request, response) -> {
                            // Compression costs more memory per idle connection than it saves in
                            // chat.
                            response.setExtensions(List.of());
                            return current.get().apply(path);
                        });
            }
            return current;
        }
    }
}
