package io.dragoman.pipeline.internal;

import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Holds the turns back that come while the installation starts, until the stages that every answer
 * depends on are there and ready: otherwise the first customers would be answered past the rules.
 * It opens once, at the latest after its limit, and stays open: what fails later is the ladder's
 * business. Thread-safe.
 */
@Component(service = StartGate.class)
@Designate(ocd = StartGate.Config.class)
public final class StartGate {

    private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);
    private static final long STEP_MILLIS = 20;

    /** What is waited for, and how long. */
    @ObjectClassDefinition(name = "Start of the pipeline")
    public @interface Config {
        @AttributeDefinition(description = "Names of the stages without which no turn begins")
        String[] stages() default {"rules", "skill", "knowledge"};

        @AttributeDefinition(
                description = "Seconds after the start from which turns go on without them",
                min = "0")
        int limitSeconds() default 60;
    }

    private final Rungs rungs;
    private final Set<String> needed;
    private final Duration limit;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread watcher;
    private final AtomicInteger held = new AtomicInteger();
    private volatile List<String> missing = List.of();

    @Activate
    public StartGate(@Reference(name = "rungs") Rungs rungs, Config config) {
        this.rungs = rungs;
        this.needed = Set.of(config.stages());
        this.limit = Duration.ofSeconds(config.limitSeconds());
        this.watcher = Thread.ofVirtual().name("start-gate").start(this::watch);
    }

    /** Lets everybody go who waits. */
    @Deactivate
    void close() {
        watcher.interrupt();
        opened.countDown();
    }

    private void watch() {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (var lacking = lacking(); !lacking.isEmpty(); lacking = lacking()) {
                missing = lacking;
                if (System.nanoTime() - deadline >= 0) {
                    LOG.warn(
                            "Turns begin {} after the start although these stages are not ready: {}",
                            limit,
                            String.join(", ", lacking));
                    opened.countDown();
                    return;
                }
                Thread.sleep(STEP_MILLIS);
            }
            missing = List.of();
            opened.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> lacking() {
        var lacking = new ArrayList<>(needed);
        rungs.inOrder().stream().filter(StartGate::ready).map(Stage::name).forEach(lacking::remove);
        lacking.sort(null);
        return List.copyOf(lacking);
    }

    private static boolean ready(Stage stage) {
        try {
            return stage.ready();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("Stage {} cannot say whether it is ready", stage.name(), e);
            return false;
        }
    }

    /** The stages that turns wait for at the moment; empty once turns begin. */
    List<String> waitingFor() {
        return opened.getCount() == 0 ? List.of() : missing;
    }

    /** How many turns have had to wait since the start. */
    int held() {
        return held.get();
    }

    /** Whether turns begin. */
    boolean isOpen() {
        return opened.getCount() == 0;
    }

    /**
     * Waits until turns may begin.
     *
     * @return what the trace should say of it; empty when there was nothing to wait for
     */
    Optional<Ladder.Step> pass() throws InterruptedException {
        if (isOpen()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        // The watcher ends in time; the second limit is for a watcher that died.
        held.incrementAndGet();
        boolean came = opened.await(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        var lacking = missing;
        boolean complete = came && lacking.isEmpty();
        var report =
                complete
                        ? Report.of("start.waited")
                        : Report.of("start.incomplete", "stages", String.join(", ", lacking));
        return Optional.of(
                new Ladder.Step(
                        "start",
                        complete ? Ladder.Outcome.PASSED : Ladder.Outcome.TIMEOUT,
                        System.nanoTime() - start,
                        report,
                        ""));
    }
}
