package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.api.skill.Skill;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
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

        /** A skill gets no more turns after this many calls in a row that failed. */
        @AttributeDefinition(name = "Failures in a row", min = "1", max = "1000")
        int failuresInARow() default 5;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WhiteboardSkillRegistry.class);
    private static final int FAILURES_IN_A_ROW = 5;

    private final ServiceComponentRuntime runtime;
    private final Duration drainLimit;
    private final int failures;
    private final Map<Long, InstalledVersion> installed = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ChosenVersions chosen = new ChosenVersions();

    /** Created by the container. */
    @Activate
    public WhiteboardSkillRegistry(
            @Reference(name = "runtime") ServiceComponentRuntime runtime, Config config) {
        this(runtime, Duration.ofMillis(config.drainLimitMillis()), config.failuresInARow());
    }

    /** A registry for tests that waits this long for a skill that goes. */
    WhiteboardSkillRegistry(ServiceComponentRuntime runtime, Duration drainLimit) {
        this(runtime, drainLimit, FAILURES_IN_A_ROW);
    }

    /**
     * A registry for tests.
     *
     * @param drainLimit how long a skill that goes is waited for
     * @param failures in a row after which a skill gets no more turns
     */
    WhiteboardSkillRegistry(ServiceComponentRuntime runtime, Duration drainLimit, int failures) {
        this.runtime = runtime;
        this.drainLimit = drainLimit;
        this.failures = failures;
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
        var published = InstalledVersion.Source.of(reference);
        if (published.isEmpty()) {
            return;
        }
        var source = published.get();
        if (!InstalledVersion.Source.isNamed(reference)) {
            reject(source, Reason.of("no-id", "it has no id; put @SkillId on its class"));
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
        remove(InstalledVersion.Source.serviceId(objects.getServiceReference()));
    }

    void install(InstalledVersion.Source source, Skill skill) {
        var loaded = LoadedSkill.load(source.id(), source.version().toString(), skill);
        add(source, SelfTest.of(loaded));
    }

    private void reject(InstalledVersion.Source source, Reason why) {
        add(source, new LoadedSkill.Outcome.Rejected(why));
    }

    private void add(InstalledVersion.Source source, LoadedSkill.Outcome outcome) {
        var counts = new CallCounts(Clock.systemUTC(), failures, () -> quarantined(source));
        var version = new InstalledVersion(source, outcome, counts);
        installed.put(source.serviceId(), version);
        switch (outcome) {
            case LoadedSkill.Outcome.Usable usable -> LOG.info("Skill {} is there", source);
            case LoadedSkill.Outcome.Rejected rejected ->
                    LOG.warn("Skill {} cannot be used: {}", source, rejected.reason());
        }
        choose();
    }

    private void quarantined(InstalledVersion.Source source) {
        LOG.error("Skill {} is in quarantine: {} calls in a row failed", source, failures);
        choose();
    }

    @Override
    public boolean pardon(String id) {
        boolean any = false;
        for (var version : installed.values()) {
            any |= version.source().id().equals(id) && version.pardon();
        }
        if (any) {
            choose();
        }
        return any;
    }

    @Override
    public void quarantine(long bundleId, Reason why) {
        for (var version : installed.values()) {
            if (version.source().bundleId() == bundleId) {
                version.quarantine(why);
                LOG.warn("Skill {} stays in quarantine: {}", version.source(), why);
            }
        }
        choose();
    }

    @Override
    public List<SkillUsage> usage() {
        return inOrder().map(InstalledVersion::usage).flatMap(Optional::stream).toList();
    }

    private Stream<InstalledVersion> inOrder() {
        return installed.values().stream()
                .sorted(
                        Comparator.comparing((InstalledVersion v) -> v.source().id())
                                .thenComparing(ChosenVersions.BY_AGE));
    }

    void remove(long serviceId) {
        var version = installed.remove(serviceId);
        if (version == null) {
            return;
        }
        choose();
        int left = version.drain(drainLimit);
        version.retire();
        if (left > 0) {
            LOG.warn("Skill {} goes although {} of its turns still run", version.source(), left);
        } else {
            LOG.info("Skill {} is gone", version.source());
        }
    }

    private void choose() {
        chosen.choose(installed.values());
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<InstalledSkill> snapshot() {
        return inOrder()
                .map(
                        v ->
                                chosen.clash(v)
                                        .map(v::describeKeptOut)
                                        .orElseGet(() -> v.describe(chosen.is(v))))
                .toList();
    }

    @Override
    public Optional<SkillHandle> acquire(String id) {
        // A version may go between being looked up and being held; then there is another or none.
        while (true) {
            var version = chosen.of(id);
            if (version.isEmpty()) {
                return Optional.empty();
            }
            var handle = version.get().acquire();
            if (handle.isPresent()) {
                return handle;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Optional<SkillHandle> acquire(String id, Duration patience) {
        return chosen.isBack(id, patience) ? acquire(id) : Optional.empty();
    }

    @Override
    public Subscription listen(Runnable onChange) {
        listeners.add(onChange);
        return () -> listeners.remove(onChange);
    }
}
