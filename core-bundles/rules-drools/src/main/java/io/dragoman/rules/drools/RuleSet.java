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
 * @param hashes of the files in force
 * @param files those of the folder, in force or not
 * @param problems why some are not
 */
record RuleSet(
        String version,
        Instant loadedAt,
        Map<RuleGroup, RuleBase> bases,
        Map<String, String> hashes,
        List<File> files,
        List<Problem> problems) {

    static RuleSet empty() {
        return new RuleSet("", Instant.EPOCH, Map.of(), Map.of(), List.of(), List.of());
    }

    /** The hash of a file's content in this version; the empty text when it is not in force. */
    String hash(String file) {
        return hashes.getOrDefault(file, "");
    }

    Optional<RuleBase> base(RuleGroup group) {
        return Optional.ofNullable(bases.get(group));
    }
}
