package io.dragoman.api.skill;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Publishes a skill under {@code skill.id}, so that the core can list it without creating it. */
@ComponentPropertyType
@Target(ElementType.TYPE)
public @interface SkillId {

    /** The skill's id: lower case, digits and hyphens. */
    String value();
}
