package io.dragoman.authoring;

import io.dragoman.api.skill.Skill;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to write a skill down in one file. Published as an OSGi service with the property {@code
 * skill.format}, by which the bundles made of such files find it again. Thread-safe.
 */
@ConsumerType
public interface SkillFormat {

    /** The service property that says which format it is. */
    String PROPERTY = "skill.format";

    /**
     * Reads a file and checks all of it that can be checked without running it.
     *
     * @throws FaultyFileException when it cannot be used
     */
    SkillFile read(byte[] content);

    /**
     * Makes the skill of a file that has been read before.
     *
     * @param settings by name: those that are set, and those with a default
     */
    Skill open(byte[] content, Map<String, String> settings);
}
