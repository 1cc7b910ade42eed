package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.File;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules in force, as one value: whoever holds it sees one version from beginning to end.
 *
 * @param version hash over the files in force
 * @param files those of the folder, in force or not
 * @param problems why some are not
 */
record RuleSet(
        String version,
        Instant loadedAt,
        Map<RuleGroup, RuleBase> bases,
        List<File> files,
        List<Problem> problems) {

    static RuleSet empty() {
        return new RuleSet("", Instant.EPOCH, Map.of(), List.of(), List.of());
    }

    Optional<RuleBase> base(RuleGroup group) {
        return Optional.ofNullable(bases.get(group));
    }
}
