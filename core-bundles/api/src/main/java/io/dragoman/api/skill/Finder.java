package io.dragoman.api.skill;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds a value in what a customer said. Called from many threads at once, within the time limit of
 * a skill's turn; does no I/O.
 *
 * @param <T> the kind of value
 */
@ConsumerType
@FunctionalInterface
public interface Finder<T> {

    /** The value, wherever in the sentence it stands; empty when it is not there. */
    Optional<T> find(Said said);
}
