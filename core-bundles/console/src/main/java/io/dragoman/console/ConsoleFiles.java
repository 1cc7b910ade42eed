package io.dragoman.console;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which file of the built console a request means, and what the browser may do with it. Stateless.
 */
final class ConsoleFiles {

    /** The folder of the built console in this bundle. */
    static final String FOLDER = "/console";

    private static final String PAGE = FOLDER + "/index.html";

    /**
     * The console runs its own scripts only. Pictures may come from elsewhere: channels and shops
     * show theirs. The components' library sets sizes as inline styles.
     */
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: https: http:; media-src 'self' https: http:;"
                    + " style-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Names without an ending; what is behind the first may be the name of a rule file. */
    private static final Pattern PLACE = Pattern.compile("/(?!assets/)[A-Za-z][A-Za-z-]*(/.*)?");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=utf-8",
                    "js", "text/javascript;charset=utf-8",
                    "css", "text/css;charset=utf-8",
                    "svg", "image/svg+xml");

    private ConsoleFiles() {}

    /** The entry of the bundle behind a resource name; the bare folder is the page. */
    static String entry(String name) {
        return name.equals(FOLDER) || name.endsWith("/") ? PAGE : name;
    }

    /**
     * Where a place of the console leads that was asked for without the hash, as people type it:
     * {@code /people} to {@code #/people}. Empty for the page itself and for files.
     *
     * @param path below the console, as it stands in the address
     */
    static Optional<String> place(String path) {
        return PLACE.matcher(path).matches() ? Optional.of("#" + path) : Optional.empty();
    }

    /** The media type by the name's ending, or null when the server shall decide. */
    static String type(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    /**
     * Headers for a path below the console. What the build named by its content never changes. The
     * page that names those files is fetched each time: reproducible jars give every build the same
     * date, so that asking whether it was modified would miss an update.
     */
    static Map<String, String> headers(String path) {
        var caching =
                path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store";
        return Map.of(
                "Cache-Control",
                caching,
                "Content-Security-Policy",
                POLICY,
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "same-origin");
    }
}
