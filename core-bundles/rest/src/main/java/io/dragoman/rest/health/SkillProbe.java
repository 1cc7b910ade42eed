package io.dragoman.rest.health;

import io.dragoman.catalog.PluginProbe;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.InstalledSkill.State;
import io.dragoman.dialogue.SkillRegistry;
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
    public Optional<String> problem(long bundleId) {
        return registry.snapshot().stream()
                .filter(skill -> skill.bundleId() == bundleId)
                .filter(skill -> skill.state() == State.FAILED)
                .map(SkillProbe::words)
                .findFirst();
    }

    private static String words(InstalledSkill skill) {
        return "skill '" + skill.id() + "': " + skill.reason();
    }
}
