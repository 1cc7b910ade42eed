package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a version of a skill has done since it came. Immutable.
 *
 * @param skill its id
 * @param version of its bundle
 * @param bundleId in the framework
 * @param calls turns and calls of tools
 * @param errors those of them that threw, took too long or were not let through
 * @param p50 half of the latest calls took at most this long
 * @param p95 all but one in twenty of the latest calls took at most this long
 * @param failures what went wrong lately, newest first
 * @param quarantine why it gets no more turns; empty while it does
 */
public record SkillUsage(
        String skill,
        String version,
        long bundleId,
        long calls,
        long errors,
        Duration p50,
        Duration p95,
        List<Failure> failures,
        Optional<Failure> quarantine) {

    public SkillUsage {
        failures = List.copyOf(failures);
    }

    /** Something that went wrong. */
    public record Failure(Instant at, Reason why) {

        /** What, in English. */
        public String message() {
            return why.text();
        }
    }
}
