package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.ArrayList;
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
import org.drools.drl.ast.descr.GlobalDescr;
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

    private static final Map<String, String> GLOBALS =
            Map.of("decide", "Decide", "pricing", "Pricing");

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
        ClassLoader classes = loader.get();
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
            problems.addAll(names(files, settled));
            problems.addAll(groups(files));
            problems.addAll(globals(files));
            return problems.isEmpty()
                    ? build(sources, files, classes)
                    : Compiled.failed(List.copyOf(problems));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<Problem> names(List<ParsedFile> files, Predicate<String> settled) {
        List<Problem> problems = new ArrayList<>();
        Map<String, ParsedFile> holders = new HashMap<>();
        for (ParsedFile file : files) {
            Set<String> own = new LinkedHashSet<>();
            for (RuleDescr rule : file.rules()) {
                if (!own.add(rule.getName())) {
                    problems.add(twice(rule, file, file));
                    continue;
                }
                ParsedFile other = holders.putIfAbsent(rule.getName(), file);
                if (other != null && !other.equals(file)) {
                    boolean blameOther = settled.test(file.name()) && !settled.test(other.name());
                    problems.add(blameOther ? twice(rule, other, file) : twice(rule, file, other));
                }
            }
        }
        return problems;
    }

    private static Problem twice(RuleDescr rule, ParsedFile file, ParsedFile other) {
        int line =
                file.rules().stream()
                        .filter(own -> own.getName().equals(rule.getName()))
                        .reduce((first, last) -> last)
                        .map(RuleDescr::getLine)
                        .orElse(0);
        String where = other.equals(file) ? "twice in this file" : "also in " + other.name();
        return new Problem(
                file.name(),
                Optional.of(file.line().applyAsInt(line)).filter(row -> row > 0),
                "Rule \"%s\" stands %s; every rule needs a name of its own"
                        .formatted(rule.getName(), where));
    }

    private static List<Problem> groups(List<ParsedFile> files) {
        List<Problem> problems = new ArrayList<>();
        for (ParsedFile file : files) {
            for (RuleDescr rule : file.rules()) {
                String group = file.group(rule);
                if (RuleGroup.named(group).isEmpty()) {
                    problems.add(
                            new Problem(
                                    file.name(),
                                    Optional.of(file.line().applyAsInt(rule.getLine())),
                                    "Rule \"%s\": there is no ruleflow-group \"%s\"; use one of %s"
                                            .formatted(rule.getName(), group, RuleGroup.names())));
                }
            }
        }
        return problems;
    }

    private static List<Problem> globals(List<ParsedFile> files) {
        List<Problem> problems = new ArrayList<>();
        for (ParsedFile file : files) {
            for (GlobalDescr global : file.content().getGlobals()) {
                String type = global.getType().substring(global.getType().lastIndexOf('.') + 1);
                if (!type.equals(GLOBALS.get(global.getIdentifier()))) {
                    problems.add(
                            new Problem(
                                    file.name(),
                                    Optional.of(file.line().applyAsInt(global.getLine()))
                                            .filter(line -> line > 0),
                                    "There is no global %s %s; there are Decide decide and Pricing pricing"
                                            .formatted(type, global.getIdentifier())));
                }
            }
        }
        return problems;
    }

    /** Has everything compiled again, because classes that rules use have changed. */
    void forget() {
        built.clear();
    }

    private Compiled build(
            Collection<RuleSource> sources, List<ParsedFile> files, ClassLoader classes) {
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
                build(group, members, classes, problems)
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
            RuleGroup group, List<ParsedFile> files, ClassLoader classes, Set<Problem> problems) {
        KnowledgeBuilderConfiguration configuration =
                KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(null, classes);
        configuration.setOption(ParallelRulesBuildThresholdOption.get(-1));
        KnowledgeBuilderImpl builder =
                (KnowledgeBuilderImpl) KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
        Map<String, String> fileOf = new HashMap<>();
        Set<String> globals = new HashSet<>();
        for (ParsedFile file : files) {
            PackageDescr content = RuleParser.reread(file);
            content.getRules().removeIf(rule -> !rule.isQuery() && !isOf(file, rule, group));
            content.getAttributes()
                    .removeIf(attribute -> ParsedFile.GROUPS.contains(attribute.getName()));
            for (RuleDescr rule : content.getRules()) {
                rule.getAttributes().keySet().removeAll(ParsedFile.GROUPS);
                rule.setLoadOrder(fileOf.size());
                fileOf.put(rule.getName(), file.name());
            }
            content.getGlobals().forEach(global -> globals.add(global.getIdentifier()));
            builder.addPackage(content);
        }
        if (builder.hasErrors()) {
            builder.getErrors().forEach(error -> problems.add(problem(error, files)));
            return Optional.empty();
        }
        boolean plain = files.stream().allMatch(ParsedFile::plain);
        return Optional.of(new RuleBase(base(builder, classes), plain, fileOf, globals));
    }

    private static KieBase base(KnowledgeBuilderImpl builder, ClassLoader classes) {
        KieBaseConfiguration configuration =
                KieServices.get().newKieBaseConfiguration(null, classes);
        configuration.setOption(ConstraintJittingThresholdOption.get(20));
        configuration.setOption(ConsequenceExceptionHandlerOption.get(RuleFailureNote.class));
        var base = KnowledgeBaseFactory.newKnowledgeBase(configuration);
        var packages = builder.getKnowledgePackages();
        packages.forEach(LoopGuard::guard);
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
