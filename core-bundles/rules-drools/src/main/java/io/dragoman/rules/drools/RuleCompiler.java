package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns rule files into rules that can be fired. A group of which anything has changed is built
 * from nothing: Drools' incremental update is known to leave stale state behind. Thread-safe.
 *
 * <p>Each group becomes a base of its own. So rules of another phase cost nothing, a rule can fire
 * only in its phase, and rules of the same salience fire in the order of their files' names and
 * then as they stand in the file.
 */
final class RuleCompiler {

    private final Supplier<ClassLoader> loader;

    /** The last rules of each group, for the case that the next are the same. */
    private final Map<RuleGroup, Built> built = new ConcurrentHashMap<>();

    /** What the last reading understood. */
    private volatile Map<RuleSource, ParsedFile> parsed = Map.of();

    private record Built(List<RuleSource> from, RuleBase base) {}

    RuleCompiler(Supplier<ClassLoader> loader) {
        this.loader = loader;
    }

    /**
     * Compiles all files together.
     *
     * @param settled says of a file whether it was in force before; of two files that contradict
     *     each other the other one is named as the culprit
     */
    Compiled compile(Collection<RuleSource> sources, Predicate<String> settled) {
        ClassLoader all = loader.get();
        Fence fence =
                new Fence(
                        all instanceof FactLoader offering
                                ? type -> offering.offers(type)
                                : type -> false);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(RuleCompiler.class.getClassLoader());
        try {
            RuleParser parser = new RuleParser(parsed);
            List<ParsedFile> files = parser.parse(sources);
            parsed =
                    files.stream()
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            ParsedFile::source, Function.identity()));
            Set<Problem> problems = new LinkedHashSet<>(parser.problems());
            problems.addAll(Contradictions.in(files, settled));
            var types = new KnownTypes(all);
            files.forEach(file -> problems.addAll(SourceFence.problems(file, fence, types)));
            files.forEach(file -> problems.addAll(WideFormats.problems(file)));
            return problems.isEmpty()
                    ? build(sources, files, new FencedLoader(all, fence), fence)
                    : Compiled.failed(List.copyOf(problems));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Has everything compiled again, because classes that rules use have changed. */
    void forget() {
        built.clear();
    }

    private Compiled build(
            Collection<RuleSource> sources,
            List<ParsedFile> files,
            ClassLoader classes,
            Fence fence) {
        Set<Problem> problems = new LinkedHashSet<>();
        Map<RuleGroup, RuleBase> bases = new EnumMap<>(RuleGroup.class);
        for (RuleGroup group : RuleGroup.values()) {
            List<ParsedFile> members = files.stream().filter(file -> belongs(file, group)).toList();
            if (members.stream().anyMatch(file -> hasRules(file, group))) {
                List<RuleSource> from = from(sources, members);
                Built last = built.get(group);
                if (last != null && last.from().equals(from)) {
                    bases.put(group, last.base());
                    continue;
                }
                new GroupBuilder(group, members, classes, fence)
                        .build(problems)
                        .ifPresent(
                                base -> {
                                    bases.put(group, base);
                                    built.put(group, new Built(from, base));
                                });
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        files.forEach(file -> counts.put(file.name(), file.rules().size()));
        return new Compiled(bases, counts, List.copyOf(problems));
    }

    /** All that the rules of some files depend on: themselves, and the phrases. */
    private static List<RuleSource> from(Collection<RuleSource> sources, List<ParsedFile> members) {
        return Stream.concat(
                        sources.stream().filter(file -> file.kind() == RuleSource.Kind.DSL),
                        members.stream().map(ParsedFile::source))
                .toList();
    }

    private static boolean hasRules(ParsedFile file, RuleGroup group) {
        return file.rules().stream().anyMatch(rule -> file.isOf(rule, group));
    }

    private static boolean belongs(ParsedFile file, RuleGroup group) {
        return hasRules(file, group) || file.sharesDefinitions();
    }
}
