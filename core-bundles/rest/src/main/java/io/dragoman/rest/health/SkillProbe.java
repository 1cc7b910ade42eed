package io.dragoman.rest.health;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.Usage;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.InstalledSkill.State;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.SkillUsage;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells whether the skills of a bundle are live, as the registry has them. Thread-safe. */
@Component(service = PluginProbe.class)
public final class SkillProbe implements PluginProbe {

    private final SkillRegistry registry;

    @Activate
    public SkillProbe(@Reference(name = "registry") SkillRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<String> provides(long bundleId) {
        return registry.snapshot().stream()
                .filter(skill -> skill.bundleId() == bundleId)
                .filter(skill -> skill.state() != State.FAILED)
                .map(skill -> "skill/" + skill.id())
                .distinct()
                .toList();
    }

    @Override
    public Optional<Reason> problem(long bundleId) {
        return registry.snapshot().stream()
                .filter(skill -> skill.bundleId() == bundleId)
                .filter(skill -> skill.state() == State.FAILED)
                .map(SkillProbe::words)
                .findFirst();
    }

    private static Reason words(InstalledSkill skill) {
        return skill.why().saying("skill '" + skill.id() + "': " + skill.reason());
    }

    @Override
    public List<Usage> usage(long bundleId) {
        return registry.usage().stream()
                .filter(usage -> usage.bundleId() == bundleId)
                .map(SkillProbe::seen)
                .toList();
    }

    private static Usage seen(SkillUsage usage) {
        return new Usage(
                "skill/" + usage.skill(),
                usage.calls(),
                usage.errors(),
                usage.p50(),
                usage.p95(),
                usage.failures().stream().map(SkillProbe::seen).toList(),
                usage.quarantine().map(SkillProbe::seen));
    }

    private static Plugins.Error seen(SkillUsage.Failure failure) {
        return new Plugins.Error(failure.at(), failure.why());
    }

    @Override
    public void quarantine(long bundleId, Reason why) {
        registry.quarantine(bundleId, why);
    }

    @Override
    public boolean pardon(long bundleId) {
        return registry.usage().stream()
                .filter(usage -> usage.bundleId() == bundleId)
                .filter(usage -> usage.quarantine().isPresent())
                .map(usage -> registry.pardon(usage.skill()))
                .toList()
                .contains(true);
    }
}
