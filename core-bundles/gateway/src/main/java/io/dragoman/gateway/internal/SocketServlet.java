package io.dragoman.gateway.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Opens the sockets at {@code /ws/visitor} and {@code /ws/agent}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/ws/visitor", "/ws/agent"})
public final class SocketServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /**
     * Several of the ping intervals that clients keep (25 s), so that one lost ping costs nothing.
     */
    private static final Duration IDLE = Duration.ofMinutes(3);

    private static final int LONGEST_FRAME = 256 * 1024;
    private static final int BUFFER = 4096;

    private final transient VisitorHub visitors;
    private final transient AgentHub agents;

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
        map(container, "/ws/visitor", wire -> new VisitorSession(visitors, wire));
        map(container, "/ws/agent", wire -> new AgentSession(agents, wire));
    }

    private static void map(
            JettyWebSocketServerContainer container,
            String path,
            Function<Wire, SocketProtocol> protocol) {
        container.addMapping(
                path,
                (request, response) -> {
                    // Compression costs more memory per idle connection than it saves in chat.
                    response.setExtensions(List.of());
                    return new SocketEndpoint(protocol);
                });
    }
}
