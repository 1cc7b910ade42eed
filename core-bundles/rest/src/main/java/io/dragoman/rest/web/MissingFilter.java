package io.dragoman.rest.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * A plain page, in both languages, for addresses that nobody serves; otherwise people would read
 * the server's own. The API tells in its own way what is missing. Thread-safe.
 */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=*)")
@ServiceRanking(900)
public final class MissingFilter implements Filter {

    private static final String PAGE = "/landing/missing.html";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var friendly =
                request instanceof HttpServletRequest asked
                        && response instanceof HttpServletResponse
                        && !asked.getRequestURI().startsWith("/api/");
        chain.doFilter(request, friendly ? new Friendly((HttpServletResponse) response) : response);
    }

    /** Writes the page where a servlet says that there is nothing. */
    private static final class Friendly extends HttpServletResponseWrapper {

        Friendly(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            if (status == SC_NOT_FOUND && !isCommitted()) {
                missing();
            } else {
                super.sendError(status);
            }
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            if (status == SC_NOT_FOUND && !isCommitted()) {
                missing();
            } else {
                super.sendError(status, message);
            }
        }

        private void missing() throws IOException {
            resetBuffer();
            setStatus(SC_NOT_FOUND);
            setHeader("Cache-Control", "no-store");
            setContentType("text/html;charset=utf-8");
            try (var page = MissingFilter.class.getResourceAsStream(PAGE)) {
                var bytes = page.readAllBytes();
                setContentLength(bytes.length);
                getOutputStream().write(bytes);
            }
        }
    }
}
