package io.dragoman.authoring;

import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * The component of a bundle that was made of a skill's file: hands the file and the settings to its
 * format and is the skill that comes of it. Created by Declarative Services from the description in
 * that bundle. Thread-safe.
 */
public final class FileSkill implements Skill {

    /** Where the bundle keeps the file it was made of. */
    static final String CONTENT = "skill/content";

    private final Skill skill;

    /**
     * Created by the container.
     *
     * @param configuration the component's properties, with the values from {@code etc/}
     */
    public FileSkill(SkillFormat format, BundleContext context, Map<String, Object> configuration) {
        this(format, content(context), configuration);
    }

    FileSkill(SkillFormat format, byte[] content, Map<String, Object> configuration) {
        var settings = new HashMap<String, String>();
        for (var setting : format.read(content).settings().values()) {
            Optional.ofNullable(configuration.get(setting.name()))
                    .map(Object::toString)
                    .filter(value -> !value.isBlank())
                    .or(setting::preset)
                    .ifPresent(value -> settings.put(setting.name(), value));
        }
        skill = format.open(content, Map.copyOf(settings));
    }

    private static byte[] content(BundleContext context) {
        try (var in = context.getBundle().getEntry(CONTENT).openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The bundle has lost the file it was made of", e);
        }
    }

    @Override
    public SkillSpec spec() {
        return skill.spec();
    }

    @Override
    public Turn take(Dialogue dialogue) {
        return skill.take(dialogue);
    }

    @Override
    public Optional<Texts> texts() {
        return skill.texts();
    }
}
