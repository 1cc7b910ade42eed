package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.builder.impl.KnowledgeBuilderImpl;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DroolsError;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.KnowledgeBuilderError;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.conf.ParallelRulesBuildThresholdOption;
import org.kie.internal.conf.ConsequenceExceptionHandlerOption;
import org.kie.internal.conf.ConstraintJittingThresholdOption;

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

    /** What rules see, and by what it is bounded. */
    private record Inside(ClassLoader classes, Fence fence) {}

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
            files.forEach(file -> problems.addAll(SourceFence.problems(file, fence, all)));
            return problems.isEmpty()
                    ? build(sources, files, new Inside(new FencedLoader(all, fence), fence))
                    : Compiled.failed(List.copyOf(problems));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Has everything compiled again, because classes that rules use have changed. */
    void forget() {
        built.clear();
    }

    private Compiled build(Collection<RuleSource> sources, List<ParsedFile> files, Inside inside) {
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
                build(group, members, inside, problems)
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
        return file.rules().stream().anyMatch(rule -> isOf(file, rule, group));
    }

    private static boolean belongs(ParsedFile file, RuleGroup group) {
        return hasRules(file, group) || file.sharesDefinitions();
    }

    private static boolean isOf(ParsedFile file, RuleDescr rule, RuleGroup group) {
        return RuleGroup.named(file.group(rule)).orElseThrow() == group;
    }

    private static Optional<RuleBase> build(
            RuleGroup group, List<ParsedFile> files, Inside inside, Set<Problem> problems) {
        KnowledgeBuilderConfiguration configuration =
                KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(null, inside.classes());
        configuration.setOption(ParallelRulesBuildThresholdOption.get(-1));
        KnowledgeBuilderImpl builder =
                (KnowledgeBuilderImpl) KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
        Map<String, String> fileOf = new HashMap<>();
        Set<String> globals = new HashSet<>();
        Map<RuleDescr, String> holders = new HashMap<>();
        for (ParsedFile file : files) {
            PackageDescr content = RuleParser.reread(file);
            content.getRules().removeIf(rule -> !rule.isQuery() && !isOf(file, rule, group));
            content.getAttributes()
                    .removeIf(attribute -> ParsedFile.GROUPS.contains(attribute.getName()));
            for (RuleDescr rule : content.getRules()) {
                rule.getAttributes().keySet().removeAll(ParsedFile.GROUPS);
                rule.setLoadOrder(fileOf.size());
                fileOf.put(rule.getName(), file.name());
                holders.put(rule, file.name());
            }
            content.getGlobals().forEach(global -> globals.add(global.getIdentifier()));
            builder.addPackage(content);
        }
        if (builder.hasErrors()) {
            builder.getErrors().forEach(error -> problems.add(problem(error, files)));
            return Optional.empty();
        }
        for (var breach : CodeFence.breaches(builder.getKnowledgePackages(), inside.fence())) {
            problems.add(problem(breach, files, holders));
        }
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        boolean plain = files.stream().allMatch(ParsedFile::plain);
        return Optional.of(new RuleBase(base(builder, inside.classes()), plain, fileOf, globals));
    }

    private static Problem problem(
            CodeFence.Breach breach, List<ParsedFile> files, Map<RuleDescr, String> fileOf) {
        String reason = "Out of bounds: %s; %s".formatted(breach.what(), Fence.ALLOWED_WORDS);
        for (var rule : fileOf.entrySet()) {
            String name = rule.getKey().getClassName();
            if (name != null && breach.owner().contains(name)) {
                var file = files.stream().filter(f -> f.name().equals(rule.getValue())).findFirst();
                return new Problem(
                        rule.getValue(),
                        file.map(f -> f.line().applyAsInt(rule.getKey().getLine())),
                        "Rule \"" + rule.getKey().getName() + "\": " + reason);
            }
        }
        return new Problem(RuleFolder.ALL_FILES, Optional.empty(), reason);
    }

    private static KieBase base(KnowledgeBuilderImpl builder, ClassLoader classes) {
        KieBaseConfiguration configuration =
                KieServices.get().newKieBaseConfiguration(null, classes);
        configuration.setOption(ConstraintJittingThresholdOption.get(20));
        configuration.setOption(ConsequenceExceptionHandlerOption.get(RuleFailureNote.class));
        var base = KnowledgeBaseFactory.newKnowledgeBase(configuration);
        var packages = builder.getKnowledgePackages();
        packages.forEach(LoopGuard::guard);
        packages.forEach(FromGuard::guard);
        packages.forEach(WordsCondition::lookUp);
        base.addPackages(packages);
        return base;
    }

    private static Problem problem(KnowledgeBuilderError error, List<ParsedFile> files) {
        String path = error.getResource() == null ? "" : error.getResource().getSourcePath();
        Optional<ParsedFile> file =
                files.stream().filter(candidate -> candidate.name().equals(path)).findFirst();
        return file.map(found -> Reasons.of(path, found.drl(), found.line(), (DroolsError) error))
                .orElseGet(
                        () ->
                                Reasons.of(
                                        RuleFolder.ALL_FILES,
                                        "",
                                        line -> line,
                                        (DroolsError) error));
    }
}
