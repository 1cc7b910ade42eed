package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Right-hand sides that threw, each rule once for each version of the rules. Such a rule decides
 * nothing; the others are not disturbed. Thread-safe.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private record Key(String version, String rule) {}

    private final Map<Key, Problem> known = new ConcurrentHashMap<>();

    void note(String version, List<Recorder.Failure> failures) {
        for (Recorder.Failure failure : failures) {
            known.keySet().removeIf(key -> !key.version().equals(version));
            Problem problem =
                    new Problem(
                            failure.file(),
                            Optional.empty(),
                            Reason.of(
                                    "rule-threw",
                                    "Rule \"{rule}\" failed while it fired: {cause}",
                                    "rule",
                                    failure.rule(),
                                    "cause",
                                    failure.cause()));
            if (known.putIfAbsent(new Key(version, failure.rule()), problem) == null) {
                LOG.warn("{}: {}", problem.file(), problem.reason());
            }
        }
    }

    List<Problem> of(String version) {
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().version().equals(version))
                .map(Map.Entry::getValue)
                .toList();
    }
}
