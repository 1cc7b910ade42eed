package io.dragoman.knowledge.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.catalog.HealthCheck;
import io.dragoman.security.Profile;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.Site;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Brings the knowledge base up: the shipped articles at the very first start, then the index, on a
 * thread of its own; and tells {@code /health} how far that is.
 */
@Component(
        service = {KnowledgeBase.class, HealthCheck.class},
        immediate = true,
        configurationPid = "io.dragoman.knowledge.sync")
@Designate(ocd = KnowledgeBase.Config.class)
public final class KnowledgeBase implements HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeBase.class);
    private static final String PART = "knowledge";
    private static final long FIRST_PAUSE_SECONDS = 5;
    private static final long LONGEST_PAUSE_SECONDS = 300;

    private final IndexKeeper keeper;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("knowledge-sync").daemon().factory());

    /** How the index is kept in step. */
    @ObjectClassDefinition(name = "Knowledge base")
    public @interface Config {

        @AttributeDefinition(
                name = "Compare every so many seconds",
                description =
                        "Finds what other nodes changed in the same store; 0 compares only at"
                                + " start",
                min = "0")
        int everySeconds() default 300;
    }

    /** Begins to fill the index and returns at once. */
    @Activate
    public KnowledgeBase(
            @Reference(name = "store") ArticleStore store,
            @Reference(name = "settings") SettingStore settings,
            @Reference(name = "directory") DirectoryStore directory,
            @Reference(name = "index") KnowledgeIndex index,
            @Reference(name = "json") Json json,
            Config config) {
        var clock = Clock.systemUTC();
        this.keeper = new IndexKeeper(store, index, clock);
        thread.execute(
                () -> {
                    seed(json, store, settings, directory, clock);
                    attempt(0);
                });
        if (config.everySeconds() > 0) {
            thread.scheduleWithFixedDelay(
                    keeper::syncAll,
                    config.everySeconds(),
                    config.everySeconds(),
                    TimeUnit.SECONDS);
        }
    }

    private static void seed(
            Json json,
            ArticleStore store,
            SettingStore settings,
            DirectoryStore directory,
            Clock clock) {
        try {
            // At the very first start the site may be made a moment later than this.
            var site =
                    directory.sites().stream()
                            .findFirst()
                            .map(Site::id)
                            .orElseGet(() -> Profile.current().firstSite());
            ShippedArticles.seed(json, store, settings, site, clock);
        } catch (RuntimeException e) {
            LOG.error("The shipped articles could not be saved; the next start tries again", e);
        }
    }

    private void attempt(int failures) {
        asked.set(false);
        if (!keeper.syncAll()) {
            long pause =
                    Math.min(FIRST_PAUSE_SECONDS << Math.min(failures, 6), LONGEST_PAUSE_SECONDS);
            later(() -> attempt(failures + 1), pause);
        }
    }

    private void later(Runnable task, long seconds) {
        try {
            thread.schedule(task, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stopped before the index could be compared again");
        }
    }

    IndexKeeper keeper() {
        return keeper;
    }

    /** Compares soon, because something went wrong; many wishes at once are one. */
    void repair() {
        if (asked.compareAndSet(false, true)) {
            later(() -> attempt(0), 0);
        }
    }

    @Override
    public List<Part> check() {
        var state = keeper.state();
        var details = Map.of("articles", Integer.toString(state.articles()));
        if (state.problem().isPresent()) {
            return List.of(new Part(PART, PART, Status.DEGRADED, state.problem().get(), details));
        }
        if (state.syncedAt().isEmpty()) {
            return List.of(
                    new Part(PART, PART, Status.DOWN, "the articles are being indexed", details));
        }
        return List.of(new Part(PART, PART, Status.UP, "", details));
    }

    /** Ends the thread. */
    @Deactivate
    public void stop() {
        thread.shutdownNow();
    }
}
