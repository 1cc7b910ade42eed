package io.dragoman.api.skill;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A {@link Skill} that can tell by itself whether it is fit for work. It is asked once, before it
 * takes its first turn and while the version it replaces still works: whether its shop answers, its
 * data are there, its own arithmetic holds.
 *
 * @since 1.0
 */
@ConsumerType
public interface SelfTesting {

    /**
     * Tries itself out without changing anything. It has ten seconds; an exception counts as unfit.
     *
     * @return why it cannot be used, in words for whoever installed it; empty when it can
     */
    Optional<String> selfTest();
}
