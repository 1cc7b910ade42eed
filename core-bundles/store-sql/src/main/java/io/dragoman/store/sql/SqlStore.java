package io.dragoman.store.sql;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the database. Opens it in the background, as often as it takes, and offers the stores as
 * services once it is there and its schema is up to date. Thread-safe.
 */
@Component(service = SqlStore.class, immediate = true, configurationPid = "io.dragoman.store.sql")
@Designate(ocd = SqlStore.Config.class)
public final class SqlStore {

    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Which database, and its bounds. The environment wins over what stands here. */
    @ObjectClassDefinition(name = "Store")
    @interface Config {
        @AttributeDefinition(
                description =
                        "jdbc:mariadb://host:3306/name, also DRAGOMAN_DB_URL;"
                                + " the embedded database when empty")
        String url() default "";

        @AttributeDefinition(description = "User of the MariaDB, also DRAGOMAN_DB_USER")
        String user() default "";

        @AttributeDefinition(
                description = "Password of the MariaDB, also DRAGOMAN_DB_PASSWORD",
                type = AttributeType.PASSWORD)
        String password() default "";

        @AttributeDefinition(
                description = "Connections beside the three of the log's writer",
                min = "1")
        int connections() default 8;

        @AttributeDefinition(
                description = "How long to wait for a free connection, in milliseconds",
                min = "250")
        long patience_ms() default 5_000;

        @AttributeDefinition(
                description =
                        "Whether the embedded database is flushed to disk before a message is"
                                + " acknowledged; without, a power cut may take the last second")
        boolean fsync() default true;
    }

    /**
     * How the store is.
     *
     * @param reason why it is not up, and what to do about it; empty when it is up
     */
    public record Health(boolean up, String reason) {}

    private final BundleContext context;
    private final Trees trees;
    private final Database.Options options;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String trouble = "The database is being opened";
    private volatile Optional<StoreServices> services = Optional.empty();

    @Activate
    public SqlStore(
            BundleContext context,
            Config config,
            @Reference(name = "json") Json json,
            @Reference(name = "codec") PartCodec codec) {
        this.context = context;
        this.trees = new Trees(json, codec);
        this.options =
                new Database.Options(
                        config.connections(),
                        Duration.ofMillis(config.patience_ms()),
                        config.fsync());
        var environment = new Environment(context::getProperty, System.getenv());
        Thread.ofPlatform()
                .name("store-open")
                .daemon()
                .start(() -> openUntilItWorks(environment, config));
    }

    private void openUntilItWorks(Environment environment, Config config) {
        for (var pause = FIRST_PAUSE; !isClosing(); pause = longer(pause)) {
            try {
                open(environment.location(config.url(), config.user(), config.password()));
                return;
            } catch (SQLException | RuntimeException e) {
                trouble = Troubles.explain(e);
                LOG.warn("{} Trying again in {} s.", trouble, pause.toSeconds());
                LOG.debug("The database cannot be opened", e);
            }
            if (waited(pause)) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Answers whether the store was closed meanwhile. */
    private boolean waited(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void open(DatabaseLocation location) throws SQLException {
        var database = Database.open(location, options);
        synchronized (this) {
            if (isClosing()) {
                database.close();
                return;
            }
            services =
                    Optional.of(
                            StoreServices.register(context, database, trees, Clock.systemUTC()));
        }
        LOG.info("The store is ready: {}", location.shown());
    }

    /** Whether the store answers now; asks the database. */
    public Health health() {
        var open = services;
        if (open.isEmpty()) {
            return new Health(false, trouble);
        }
        return open.get()
                .trouble()
                .map(reason -> new Health(false, reason))
                .orElseGet(() -> new Health(true, ""));
    }

    /** Takes the services back and closes the database. */
    @Deactivate
    void close() {
        synchronized (this) {
            closing.countDown();
            services.ifPresent(StoreServices::close);
            services = Optional.empty();
        }
    }
}
