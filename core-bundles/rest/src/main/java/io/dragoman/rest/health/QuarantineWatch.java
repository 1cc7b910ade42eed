package io.dragoman.rest.health;

import io.dragoman.catalog.PluginListener;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.SkillUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells those who listen when a skill comes into quarantine. Thread-safe. */
@Component(service = QuarantineWatch.class, immediate = true)
public final class QuarantineWatch {

    /** One version in the framework. */
    private record Which(String skill, String version, long bundleId) {}

    private final SkillRegistry skills;
    private final SkillRegistry.Subscription subscription;
    private final List<PluginListener> listeners = new CopyOnWriteArrayList<>();
    private Map<Which, SkillUsage.Failure> known = Map.of();

    @Activate
    public QuarantineWatch(@Reference(name = "skills") SkillRegistry skills) {
        this.skills = skills;
        this.subscription = skills.listen(this::look);
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    @Reference(
            name = "listener",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addListener(PluginListener listener) {
        listeners.add(listener);
    }

    void removeListener(PluginListener listener) {
        listeners.remove(listener);
    }

    private void look() {
        var fresh = new HashMap<Which, SkillUsage.Failure>();
        for (var usage : skills.usage()) {
            var which = new Which(usage.skill(), usage.version(), usage.bundleId());
            usage.quarantine().ifPresent(failure -> fresh.put(which, failure));
        }
        var before = replace(fresh);
        fresh.forEach(
                (which, failure) -> {
                    if (!failure.equals(before.get(which))) {
                        tell(which, failure);
                    }
                });
    }

    private synchronized Map<Which, SkillUsage.Failure> replace(
            Map<Which, SkillUsage.Failure> fresh) {
        var before = known;
        known = Map.copyOf(fresh);
        return before;
    }

    private void tell(Which which, SkillUsage.Failure failure) {
        // Not on the thread of the customer's turn, which is where this is noticed.
        Thread.ofVirtual()
                .name("quarantine-" + which.skill())
                .start(
                        () ->
                                listeners.forEach(
                                        listener ->
                                                listener.happened(
                                                        new PluginListener.Event(
                                                                PluginListener.Kind.QUARANTINED,
                                                                which.skill(),
                                                                which.version(),
                                                                failure.why(),
                                                                failure.at()))));
    }
}
