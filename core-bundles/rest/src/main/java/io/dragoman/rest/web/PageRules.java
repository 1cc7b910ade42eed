package io.dragoman.rest.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What browsers may do with each of our addresses. Stateless. */
final class PageRules {

    /** Folders with a page of their own at their root; the HTTP whiteboard knows no such thing. */
    private static final List<String> FOLDERS = List.of("/api/docs");

    /** A name that changes with the content: eight or more characters before the ending. */
    private static final Pattern HASHED =
            Pattern.compile(".*[.-][A-Za-z0-9_-]{8,}\\.(js|css|woff2)");

    private static final String WIDGET = "/widget.js";

    /** The chat and the shop run our own scripts; pictures come from shops and customers. */
    private static final String PAGE_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data: blob: https: http:;"
                    + " media-src 'self' data: blob: https: http:; connect-src 'self' ws: wss:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    private PageRules() {}

    /** The page of a folder that is asked for by its bare name with a slash. */
    static Optional<String> entry(String path) {
        return FOLDERS.stream()
                .filter(folder -> path.equals(folder + "/"))
                .map(folder -> folder + "/index.html")
                .findFirst();
    }

    /**
     * Where a folder without its slash leads, and where the icon is that browsers ask every site
     * for.
     */
    static Optional<String> redirect(String path) {
        if (path.equals("/favicon.ico")) {
            return Optional.of("/console/favicon.svg");
        }
        return FOLDERS.stream().filter(path::equals).map(folder -> folder + "/").findFirst();
    }

    /** Whether a file is served from a bundle, all of whose files bear the same date. */
    static boolean isFile(String path) {
        return path.equals(WIDGET)
                || path.startsWith("/chat")
                || FOLDERS.stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }

    /** The headers of an address. */
    static Map<String, String> headers(String path) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
        if (path.equals(WIDGET)) {
            // Shops load it from their own pages; a new version has to reach them soon.
            headers.put("Access-Control-Allow-Origin", "*");
            headers.put("Cross-Origin-Resource-Policy", "cross-origin");
            headers.put("Cache-Control", "public, max-age=300");
        } else if (path.startsWith("/chat")) {
            // The full-page chat may stand in anybody's frame, as the widget may on anybody's page.
            headers.put("Content-Security-Policy", PAGE_POLICY + "*");
            headers.put("Cache-Control", caching(path));
        } else if (path.startsWith("/api/docs")) {
            headers.put("Content-Security-Policy", PAGE_POLICY + "'none'");
            headers.put("Cache-Control", caching(path));
        } else if (path.equals("/") || path.startsWith("/demo-shop")) {
            headers.put("Content-Security-Policy", PAGE_POLICY + "'self'");
            headers.put("Cache-Control", caching(path));
        }
        return headers;
    }

    private static String caching(String path) {
        return HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
