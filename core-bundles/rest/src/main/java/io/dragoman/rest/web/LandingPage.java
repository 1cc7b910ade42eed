package io.dragoman.rest.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/**
 * The plain page at {@code /}. A shop that is installed takes its place by a higher service
 * ranking.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/",
            "osgi.http.whiteboard.servlet.name=landing-page",
            "service.ranking:Integer=-100"
        })
public final class LandingPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String PAGE = "/landing/index.html";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!"/".equals(request.getRequestURI().substring(request.getContextPath().length()))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try (var in = LandingPage.class.getResourceAsStream(PAGE)) {
            response.setContentType("text/html;charset=utf-8");
            in.transferTo(response.getOutputStream());
        }
    }
}
