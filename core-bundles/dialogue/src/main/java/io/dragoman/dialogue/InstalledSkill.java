package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.SkillSpec;
import java.util.Optional;

/**
 * A skill as the console and {@code /health} show it. Immutable.
 *
 * @param id what it is published under
 * @param version of its bundle
 * @param bundleId in the framework
 * @param spec empty when it failed
 * @param texts empty when it failed
 * @param state whether it takes turns
 * @param why it does not, or why it is passed over just now; empty while all is well
 */
public record InstalledSkill(
        String id,
        String version,
        long bundleId,
        Optional<SkillSpec> spec,
        Optional<Texts> texts,
        State state,
        Reason why) {

    /** Why it does not, in English. */
    public String reason() {
        return why.text();
    }

    /** Whether a skill takes turns. */
    public enum State {
        /** It takes turns. */
        ACTIVE,
        /** A newer version takes the turns; this one finishes those it has begun. */
        DRAINING,
        /** It could not be used. */
        FAILED,
        /** It failed so often in a row that it takes no turns until it is tried again. */
        QUARANTINED
    }
}
