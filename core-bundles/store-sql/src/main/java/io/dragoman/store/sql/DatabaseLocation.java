package io.dragoman.store.sql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where the database is. */
sealed interface DatabaseLocation {

    /** What to name it in logs; without credentials. */
    String shown();

    /** An H2 database of our own, in a file; one process at a time. */
    record Embedded(Path file) implements DatabaseLocation {
        @Override
        public String shown() {
            return "H2 in " + file;
        }
    }

    /**
     * A MariaDB server.
     *
     * @param url {@code jdbc:mariadb://…}, without credentials
     */
    record Server(String url, Optional<String> user, Optional<String> password)
            implements DatabaseLocation {
        @Override
        public String shown() {
            int parameters = url.indexOf('?');
            return "MariaDB at " + (parameters < 0 ? url : url.substring(0, parameters));
        }

        /** Records print their components; this one must not tell its password. */
        @Override
        public String toString() {
            return shown();
        }
    }

    /**
     * Makes sense of what the operator wrote.
     *
     * @param url {@code jdbc:mariadb://host:3306/name} or {@code
     *     mariadb://user:password@host/name}; the embedded database when blank
     * @param user blank for the one in the URL
     * @param password blank for the one in the URL
     * @param data folder of the embedded database
     * @throws IllegalArgumentException saying what is wrong with the URL and what would be right
     */
    static DatabaseLocation of(String url, String user, String password, Path data) {
        var wanted = url.strip();
        if (wanted.isEmpty()) {
            return new Embedded(data.toAbsolutePath().normalize().resolve("dragoman"));
        }
        var plain = wanted.startsWith("jdbc:") ? wanted.substring("jdbc:".length()) : wanted;
        if (!plain.startsWith("mariadb:")) {
            throw new IllegalArgumentException(
                    "DRAGOMAN_DB_URL must begin with jdbc:mariadb:// or mariadb://, as in"
                            + " mariadb://localhost:3306/dragoman; leave it empty for the embedded"
                            + " database");
        }
        return server(plain, user, password);
    }

    private static Server server(String url, String user, String password) {
        var authority = authority(url);
        int at = authority.lastIndexOf('@');
        var credentials = at < 0 ? "" : authority.substring(0, at);
        int colon = credentials.indexOf(':');
        var urlUser = colon < 0 ? credentials : credentials.substring(0, colon);
        var urlPassword = colon < 0 ? "" : credentials.substring(colon + 1);
        var bare = at < 0 ? url : url.replace(credentials + "@", "");
        return new Server("jdbc:" + bare, first(user, urlUser), first(password, urlPassword));
    }

    private static String authority(String url) {
        int start = url.indexOf("//") + 2;
        int end = url.indexOf('/', start);
        if (start < 2 || end < 0 || url.substring(end + 1).split("\\?", 2)[0].isBlank()) {
            throw new IllegalArgumentException(
                    "DRAGOMAN_DB_URL must name a host and a database, as in"
                            + " mariadb://localhost:3306/dragoman");
        }
        return url.substring(start, end);
    }

    private static Optional<String> first(String given, String inUrl) {
        if (!given.isBlank()) {
            return Optional.of(given);
        }
        return inUrl.isEmpty()
                ? Optional.empty()
                : Optional.of(URLDecoder.decode(inUrl, StandardCharsets.UTF_8));
    }
}
