package io.dragoman.store.sql;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import io.dragoman.catalog.HealthCheck;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
@Component(
        service = HealthCheck.class,
        immediate = true,
        configurationPid = "io.dragoman.store.sql")
@Designate(ocd = SqlStore.Config.class)
public final class SqlStore implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

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

    private static final Duration PULSE = Duration.ofMillis(700);

    /** The database while it is open. */
    private record Open(DatabaseLocation location, StoreServices services, Pulse pulse) {}

    private final BundleContext context;
    private final Trees trees;
    private final Database.Options options;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String trouble = "The database is being opened";
    private volatile Optional<String> advice = Optional.empty();
    private volatile Optional<Open> open = Optional.empty();

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
            var problem = tryToOpen(environment, config);
            if (problem.isEmpty()) {
                return;
            }
            trouble = problem.get();
            LOG.warn("{} Trying again in {} s.", trouble, pause.toSeconds());
            if (waited(pause)) {
                return;
            }
        }
    }

    /** Answers what is in the way; empty when the store is open, or closed for good. */
    private Optional<String> tryToOpen(Environment environment, Config config) {
        var shown = "The database";
        try {
            var location = environment.location(config.url(), config.user(), config.password());
            shown = location.shown();
            open(location);
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{} cannot be opened", shown, e);
            return Optional.of(Troubles.explain(shown, e));
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

    /**
     * Registers without a lock: it is this thread that starts all who have waited for the stores.
     */
    private void open(DatabaseLocation location) throws SQLException {
        var database = Database.open(location, options);
        var services = register(database);
        advice = database.warning();
        var opened = new Open(location, services, new Pulse(database, location.shown(), PULSE));
        if (!keep(opened)) {
            services.close();
            return;
        }
        LOG.info("The store is ready: {}", location.shown());
        advice.ifPresent(LOG::warn);
    }

    private StoreServices register(Database database) {
        try {
            return StoreServices.register(context, database, trees, Clock.systemUTC());
        } catch (RuntimeException e) {
            // The bundle was stopped just now; its file must not stay locked.
            database.close();
            throw e;
        }
    }

    /** Answers false when the component was closed meanwhile. */
    private synchronized boolean keep(Open opened) {
        if (!isClosing()) {
            open = Optional.of(opened);
        }
        return !isClosing();
    }

    @Override
    public List<Part> check() {
        return List.of(open.map(this::ask).orElseGet(() -> part(Status.DOWN, trouble, Map.of())));
    }

    private Part ask(Open now) {
        var details = Map.of("database", now.location().shown());
        return now.pulse()
                .trouble()
                .map(reason -> part(Status.DOWN, reason, details))
                .or(() -> advice.map(reason -> part(Status.DEGRADED, reason, details)))
                .orElseGet(() -> part(Status.UP, "", details));
    }

    private static Part part(Status status, String reason, Map<String, String> details) {
        return new Part("store", "store", status, reason, details);
    }

    /** Takes the services back and closes the database. */
    @Deactivate
    void close() {
        Optional<Open> last;
        synchronized (this) {
            closing.countDown();
            last = open;
            open = Optional.empty();
        }
        last.ifPresent(was -> was.services().close());
    }
}
