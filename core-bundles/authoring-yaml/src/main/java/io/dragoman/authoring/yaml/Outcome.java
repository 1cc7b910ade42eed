package io.dragoman.authoring.yaml;

import io.dragoman.authoring.Source;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way a step can end. Immutable.
 *
 * @param remember what the dialogue keeps for its later steps
 */
record Outcome(Condition when, Reply reply, Map<String, Template> remember, End end) {

    private static final Set<String> ENDS = Set.of("next", "askAgain", "handOver", "pass");

    /** Where the dialogue goes. */
    sealed interface End {

        /** It is over. */
        record Done() implements End {}

        /** On to another step. */
        record Next(String step) implements End {}

        /** The value of a slot will not do. */
        record AskAgain(String slot) implements End {}

        /** A person has to go on. */
        record HandOver(Optional<String> team, Template summary) implements End {}

        /** Not a case for this skill. */
        record Pass(Template reason) implements End {}
    }

    /**
     * Reads an outcome.
     *
     * @param steps the names of the file's steps
     * @param slots the names of the file's slots
     */
    static Outcome read(Source source, Templates templates, Set<String> steps, Set<String> slots) {
        var keys = new HashSet<>(Reply.KEYS);
        keys.addAll(ENDS);
        keys.addAll(Set.of("when", "remember"));
        source.entries(keys);
        var remember = new LinkedHashMap<String, Template>();
        source.find("remember")
                .ifPresent(
                        all -> all.entries().forEach((k, v) -> remember.put(k, templates.read(v))));
        return new Outcome(
                source.find("when")
                        .map(when -> Condition.read(when, templates))
                        .orElse(Condition.ALWAYS),
                Reply.read(source, templates),
                Map.copyOf(remember),
                end(source, templates, steps, slots));
    }

    private static End end(
            Source source, Templates templates, Set<String> steps, Set<String> slots) {
        var named = source.entries().keySet().stream().filter(ENDS::contains).toList();
        if (named.size() > 1) {
            throw source.fault("an outcome ends in one way, not in " + named);
        }
        if (named.isEmpty()) {
            return new End.Done();
        }
        var value = source.need(named.get(0));
        return switch (named.get(0)) {
            case "next" -> new End.Next(oneOf(value, steps, "step"));
            case "askAgain" -> new End.AskAgain(oneOf(value, slots, "slot"));
            case "handOver" -> handOver(value, templates);
            default -> new End.Pass(templates.read(value));
        };
    }

    private static String oneOf(Source source, Set<String> known, String what) {
        if (!known.contains(source.text())) {
            throw source.fault(
                    "there is no "
                            + what
                            + " '"
                            + source.text()
                            + "'; there are "
                            + known.stream().sorted().toList());
        }
        return source.text();
    }

    private static End handOver(Source source, Templates templates) {
        source.entries(Set.of("team", "summary"));
        return new End.HandOver(
                source.find("team").map(Source::text), templates.read(source.need("summary")));
    }
}
