package io.dragoman.rest.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/** Sets the headers of {@link PageRules} and leads to entry pages. Thread-safe. */
@Component(service = Filter.class)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
@HttpWhiteboardContextSelect(
        "(|(osgi.http.whiteboard.context.name=default)"
                + "(osgi.http.whiteboard.context.name=dragoman-chat))")
public final class PageFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer) {
            filter(asked, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void filter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getRequestURI();
        PageRules.headers(path).forEach(response::setHeader);
        var redirect = PageRules.redirect(path);
        var entry = PageRules.entry(path);
        if (redirect.isPresent()) {
            response.sendRedirect(redirect.get());
        } else if (entry.isPresent()) {
            request.getRequestDispatcher(entry.get()).forward(new Dateless(request), response);
        } else {
            chain.doFilter(PageRules.isFile(path) ? new Dateless(request) : request, response);
        }
    }

    /**
     * A request that does not ask what has changed since when. Reproducible jars give the files of
     * every version the same date, so the honest answer would miss an update.
     */
    private static final class Dateless extends HttpServletRequestWrapper {

        private static final String SINCE = "If-Modified-Since";

        Dateless(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return SINCE.equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        @Override
        public long getDateHeader(String name) {
            return SINCE.equalsIgnoreCase(name) ? -1 : super.getDateHeader(name);
        }
    }
}
