package io.dragoman.store.sql;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.storage.CautiousClock;
import io.dragoman.storage.RetentionStore;
import io.dragoman.storage.StoreException;
import io.dragoman.store.sql.RetentionSweep.Swept;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is said only as long as the operator wants: {@code etc/io.dragoman.retention.cfg}.
 * Looks soon after the start and then now and then. Several nodes may do so at once. Thread-safe.
 */
@Component(
        service = HealthCheck.class,
        immediate = true,
        configurationPid = "io.dragoman.retention")
@Designate(ocd = Retention.Config.class)
public final class Retention implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** So far back the desk's socket replays what a console missed. */
    private static final long FEWEST_CHANGES = 5_000;

    /** How long things are kept. */
    @ObjectClassDefinition(name = "Retention")
    public @interface Config {
        @AttributeDefinition(
                description = "Days after which messages and quiet conversations go; 0 for never",
                min = "0")
        int messageDays() default 0;

        @AttributeDefinition(
                description = "Days after which entries of the audit log go; 0 for never",
                min = "0")
        int auditDays() default 0;

        @AttributeDefinition(
                description =
                        "Days for which it is remembered how a change of a tool ended: as long a"
                                + " call with the same idempotency key is not made again",
                min = "1")
        int toolRunDays() default 30;

        @AttributeDefinition(
                description =
                        "The newest changes that are kept for consoles that were away; one that"
                                + " missed more than 5000 loads its list anew",
                min = "5000")
        long deskChanges() default 100_000;

        @AttributeDefinition(description = "Minutes between two sweeps", min = "1")
        int everyMinutes() default 60;

        @AttributeDefinition(
                description = "Rows that are deleted in one transaction",
                min = "10",
                max = "10000")
        int batch() default 500;

        @AttributeDefinition(
                description = "Pause between two transactions, in milliseconds",
                min = "0")
        int pauseMillis() default 50;
    }

    private final Config config;
    private final RetentionSweep sweep;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String sweptAt = "";
    private volatile Swept swept = Swept.NOTHING;
    private volatile String trouble = "";

    @Activate
    public Retention(
            @Reference(name = "store") RetentionStore store,
            @Reference(name = "clock") CautiousClock clock,
            Config config) {
        this(store, config, clock);
    }

    /** Takes the time from outside. */
    Retention(RetentionStore store, Config config, Clock clock) {
        this.config = config;
        var limits =
                new RetentionSweep.Limits(
                        config.messageDays(),
                        config.auditDays(),
                        Math.max(1, config.toolRunDays()),
                        Math.max(FEWEST_CHANGES, config.deskChanges()),
                        config.batch());
        this.sweep =
                new RetentionSweep(
                        store, limits, clock, () -> !isClosedAfter(config.pauseMillis()));
        Thread.ofPlatform().name("retention").daemon().start(() -> sweepNowAndThen(clock));
    }

    private void sweepNowAndThen(Clock clock) {
        do {
            sweepOnce();
            sweptAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        } while (!isClosedAfter(TimeUnit.MINUTES.toMillis(config.everyMinutes())));
    }

    private void sweepOnce() {
        try {
            var gone = sweep.run();
            swept = swept.and(gone);
            trouble = "";
            if (gone.all() > 0) {
                LOG.info("Too old and deleted: {}", gone);
            }
        } catch (StoreException e) {
            trouble = "What is too old could not be deleted and is tried again: " + e.getMessage();
            LOG.warn(trouble);
        } catch (RuntimeException e) {
            trouble = "What is too old could not be deleted: " + e;
            LOG.error("Deleting what is too old failed", e);
        }
    }

    /** Waits; answers whether this was closed meanwhile. */
    private boolean isClosedAfter(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public List<Part> check() {
        var details = new LinkedHashMap<String, String>();
        details.put("messageDays", days(config.messageDays()));
        details.put("auditDays", days(config.auditDays()));
        details.put("deletedMessages", Long.toString(swept.messages()));
        details.put("deletedConversations", Long.toString(swept.conversations()));
        if (!sweptAt.isEmpty()) {
            details.put("lastSweep", sweptAt);
        }
        var status = trouble.isEmpty() ? Status.UP : Status.DEGRADED;
        return List.of(new Part("retention", "retention", status, trouble, Map.copyOf(details)));
    }

    private static String days(int days) {
        return days > 0 ? Integer.toString(days) : "unlimited";
    }

    /** Stops after the batch that is being deleted. */
    @Deactivate
    void close() {
        closing.countDown();
    }
}
