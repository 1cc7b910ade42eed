package io.dragoman.dialogue;

import io.dragoman.api.skill.Skill;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects every {@link Skill} service. Of two versions of a skill the newer takes the turns; the
 * older finishes what it has begun. A skill that goes is waited for, so that its bundle does not
 * stop in the middle of a sentence; a skill that cannot be used is kept out and listed with the
 * reason.
 */
@Component(service = SkillRegistry.class, immediate = true)
@Designate(ocd = WhiteboardSkillRegistry.Config.class)
public final class WhiteboardSkillRegistry implements SkillRegistry {

    /** How long a skill that goes is waited for. */
    @ObjectClassDefinition(name = "Dragoman: skill registry")
    public @interface Config {

        /** A bundle that stops is held up at most this long by turns that still run. */
        @AttributeDefinition(name = "Drain limit (ms)", min = "0", max = "30000")
        int drainLimitMillis() default 4_000;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WhiteboardSkillRegistry.class);
    private static final Comparator<InstalledVersion> BY_AGE =
            Comparator.comparing((InstalledVersion v) -> v.source().version())
                    .thenComparing(v -> v.source().serviceId());

    private final ServiceComponentRuntime runtime;
    private final Duration drainLimit;
    private final Map<Long, InstalledVersion> installed = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> wentAt = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Map<String, InstalledVersion> current = Map.of();

    /** Created by the container. */
    @Activate
    public WhiteboardSkillRegistry(
            @Reference(name = "runtime") ServiceComponentRuntime runtime, Config config) {
        this(runtime, Duration.ofMillis(config.drainLimitMillis()));
    }

    /** A registry that waits this long for a skill that goes. */
    WhiteboardSkillRegistry(ServiceComponentRuntime runtime, Duration drainLimit) {
        this.runtime = runtime;
        this.drainLimit = drainLimit;
    }

    /** A skill appears. */
    @Reference(
            name = "skill",
            service = Skill.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindSkill")
    void bindSkill(ComponentServiceObjects<Skill> objects) {
        ServiceReference<Skill> reference = objects.getServiceReference();
        var bundle = reference.getBundle();
        if (bundle == null) {
            return;
        }
        var published = reference.getProperty("skill.id");
        var source =
                new InstalledVersion.Source(
                        serviceId(reference),
                        published instanceof String id ? id : bundle.getSymbolicName(),
                        bundle.getVersion(),
                        bundle.getBundleId());
        if (!(published instanceof String)) {
            reject(source, "it has no id; put @SkillId on its class");
            return;
        }
        var skill = objects.getService();
        if (skill == null) {
            reject(source, ActivationFailure.of(runtime, reference));
            return;
        }
        install(source, skill);
    }

    /** A skill goes; returns when its last turn has ended, or the limit is reached. */
    void unbindSkill(ComponentServiceObjects<Skill> objects) {
        remove(serviceId(objects.getServiceReference()));
    }

    private static long serviceId(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    void install(InstalledVersion.Source source, Skill skill) {
        var outcome = LoadedSkill.load(source.id(), source.version().toString(), skill);
        add(new InstalledVersion(source, outcome), outcome);
    }

    private void reject(InstalledVersion.Source source, String reason) {
        var outcome = new LoadedSkill.Outcome.Rejected(reason);
        add(new InstalledVersion(source, outcome), outcome);
    }

    private void add(InstalledVersion version, LoadedSkill.Outcome outcome) {
        installed.put(version.source().serviceId(), version);
        switch (outcome) {
            case LoadedSkill.Outcome.Usable usable ->
                    LOG.info(
                            "Skill {} {} is there",
                            version.source().id(),
                            version.source().version());
            case LoadedSkill.Outcome.Rejected rejected ->
                    LOG.warn(
                            "Skill {} {} cannot be used: {}",
                            version.source().id(),
                            version.source().version(),
                            rejected.reason());
        }
        choose();
    }

    void remove(long serviceId) {
        var version = installed.remove(serviceId);
        if (version == null) {
            return;
        }
        choose();
        int left = version.drain(drainLimit);
        if (left > 0) {
            LOG.warn(
                    "Skill {} {} goes although {} of its turns still run",
                    version.source().id(),
                    version.source().version(),
                    left);
        } else {
            LOG.info("Skill {} {} is gone", version.source().id(), version.source().version());
        }
    }

    /** Works out which version of each skill takes the turns. */
    private void choose() {
        lock.lock();
        try {
            var next = new HashMap<String, InstalledVersion>();
            for (InstalledVersion version : installed.values()) {
                if (version.isUsable()) {
                    next.merge(
                            version.source().id(),
                            version,
                            (a, b) -> BY_AGE.compare(a, b) >= 0 ? a : b);
                }
            }
            long now = System.nanoTime();
            current.keySet().stream()
                    .filter(id -> !next.containsKey(id))
                    .forEach(id -> wentAt.put(id, now));
            wentAt.keySet().removeAll(next.keySet());
            current = Map.copyOf(next);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<InstalledSkill> snapshot() {
        var chosen = current;
        return installed.values().stream()
                .sorted(
                        Comparator.comparing((InstalledVersion v) -> v.source().id())
                                .thenComparing(BY_AGE))
                .map(v -> v.describe(chosen.get(v.source().id()) == v))
                .toList();
    }

    @Override
    public Optional<SkillHandle> acquire(String id) {
        // A version may go between being looked up and being held; then there is another or none.
        while (true) {
            var version = current.get(id);
            if (version == null) {
                return Optional.empty();
            }
            var handle = version.acquire();
            if (handle.isPresent()) {
                return handle;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Optional<SkillHandle> acquire(String id, Duration patience) {
        return isBack(id, patience) ? acquire(id) : Optional.empty();
    }

    private boolean isBack(String id, Duration patience) {
        lock.lock();
        try {
            var went = wentAt.get(id);
            if (went == null) {
                return current.containsKey(id);
            }
            long left = went + patience.toNanos() - System.nanoTime();
            while (!current.containsKey(id) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return current.containsKey(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Subscription listen(Runnable onChange) {
        listeners.add(onChange);
        return () -> listeners.remove(onChange);
    }
}
