package io.dragoman.api.skill;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an argument of a {@link Tool} means, for the model or the program that calls it;
 * becomes the {@code description} in the JSON Schema.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Means {

    /** One short sentence in English. */
    String value();
}
