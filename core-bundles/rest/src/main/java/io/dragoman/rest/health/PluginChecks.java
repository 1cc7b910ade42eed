package io.dragoman.rest.health;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.conversation.Channels;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.SkillRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The health of every channel account and every skill. Thread-safe. */
@Component(service = HealthCheck.class)
public final class PluginChecks implements HealthCheck {

    private final SkillRegistry skills;
    private final Channels channels;

    @Activate
    public PluginChecks(
            @Reference(name = "skills") SkillRegistry skills,
            @Reference(name = "channels") Channels channels) {
        this.skills = skills;
        this.channels = channels;
    }

    @Override
    public List<Part> check() {
        var parts = new ArrayList<Part>();
        for (var channel : channels.all()) {
            var who = channel.identity();
            parts.add(
                    new Part(
                            "channel/" + who.channel() + "/" + who.account(),
                            "channel",
                            Status.UP,
                            "",
                            Map.of("site", who.site())));
        }
        var byId = new LinkedHashMap<String, InstalledSkill>();
        for (var skill : skills.snapshot()) {
            byId.merge(skill.id(), skill, PluginChecks::telling);
        }
        byId.values().forEach(skill -> parts.add(part(skill)));
        return parts;
    }

    /** Of several versions, the one that takes turns says how the skill does. */
    private static InstalledSkill telling(InstalledSkill one, InstalledSkill other) {
        return one.state().compareTo(other.state()) <= 0 ? one : other;
    }

    private static Status status(InstalledSkill skill) {
        return switch (skill.state()) {
            case FAILED, QUARANTINED -> Status.DOWN;
            case ACTIVE -> skill.reason().isEmpty() ? Status.UP : Status.DEGRADED;
            case DRAINING -> Status.UP;
        };
    }

    private static Part part(InstalledSkill skill) {
        return new Part(
                "skill/" + skill.id(),
                "skill",
                status(skill),
                skill.why(),
                Map.of("version", skill.version()));
    }
}
