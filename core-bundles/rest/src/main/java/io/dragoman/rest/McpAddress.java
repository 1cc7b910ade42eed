package io.dragoman.rest;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The short address of MCP, which is what people write into the settings of their agents. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/mcp")
@HttpWhiteboardServletName("mcp")
public final class McpAddress extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String TARGET = "/api/v1/mcp";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.getRequestDispatcher(TARGET).forward(request, response);
    }
}
