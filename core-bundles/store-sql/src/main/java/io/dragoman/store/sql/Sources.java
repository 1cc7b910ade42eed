package io.dragoman.store.sql;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** Makes unpooled data sources with the settings that the store's promises rest on. */
final class Sources {

    /**
     * RETENTION_TIME: chunks that nothing refers to are reused after five seconds instead of 45,
     * which under load is gigabytes of file; each transaction is flushed, so order on disk is not
     * at stake. AUTO_COMPACT_FILL_RATE: with the default of 90 % the background writer rewrites
     * chunks without end while messages come, and appends wait for it; half-full chunks are dense
     * enough. QUERY_CACHE_SIZE: more statements than the default eight are in daily use.
     */
    private static final String H2_SETTINGS =
            ";MODE=MariaDB;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                    + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;RETENTION_TIME=5000"
                    + ";AUTO_COMPACT_FILL_RATE=50;QUERY_CACHE_SIZE=128";

    /** Longer than any statement should take, shorter than a person's patience. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private Sources() {}

    static DataSource of(DatabaseLocation location, Duration patience) throws SQLException {
        return switch (location) {
            case DatabaseLocation.Embedded embedded -> h2(embedded);
            case DatabaseLocation.Server server -> mariaDb(server, patience);
        };
    }

    private static DataSource h2(DatabaseLocation.Embedded embedded) {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + embedded.file() + H2_SETTINGS);
        source.setUser("sa");
        source.setPassword("");
        return source;
    }

    private static DataSource mariaDb(DatabaseLocation.Server server, Duration patience)
            throws SQLException {
        var url = new StringBuilder(server.url());
        setting(url, "useBulkStmts", "true");
        setting(url, "createDatabaseIfNotExist", "true");
        setting(url, "tcpKeepAlive", "true");
        setting(url, "connectTimeout", String.valueOf(patience.toMillis()));
        setting(url, "socketTimeout", String.valueOf(SOCKET_TIMEOUT.toMillis()));
        setting(url, "sessionVariables", "sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
        var source = new MariaDbDataSource(url.toString());
        if (server.user().isPresent()) {
            source.setUser(server.user().get());
        }
        if (server.password().isPresent()) {
            source.setPassword(server.password().get());
        }
        return source;
    }

    /** Adds a setting unless the operator wrote one. */
    private static void setting(StringBuilder url, String name, String value) {
        if (url.indexOf(name + "=") < 0) {
            url.append(url.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value);
        }
    }
}
