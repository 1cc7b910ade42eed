package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Makes one base of the rules that some files have for one group, or says what is in the way: what
 * Drools does not understand, and what the fence does not let through. For one building only.
 */
final class GroupBuilder {

    private final RuleGroup group;
    private final List<ParsedFile> files;
    private final ClassLoader classes;
    private final Fence fence;
    private final KnowledgeBuilderImpl builder;

    private final Map<String, String> fileOf = new HashMap<>();
    private final Map<RuleDescr, ParsedFile> holders = new HashMap<>();
    private final Set<String> globals = new HashSet<>();

    /**
     * @param files in the order in which their rules fire
     * @param classes what rules see
     * @param fence by what it is bounded
     */
    GroupBuilder(RuleGroup group, List<ParsedFile> files, ClassLoader classes, Fence fence) {
        this.group = group;
        this.files = files;
        this.classes = classes;
        this.fence = fence;
        KnowledgeBuilderConfiguration configuration =
                KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(null, classes);
        configuration.setOption(ParallelRulesBuildThresholdOption.get(-1));
        this.builder =
                (KnowledgeBuilderImpl) KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
    }

    /**
     * Builds.
     *
     * @param problems of the building so far, to which those found are added
     * @return empty when there is any problem
     */
    Optional<RuleBase> build(Set<Problem> problems) {
        files.forEach(this::add);
        if (builder.hasErrors()) {
            builder.getErrors().forEach(error -> problems.add(problem(error)));
            return Optional.empty();
        }
        CodeFence.breaches(builder.getKnowledgePackages(), fence)
                .forEach(breach -> problems.add(problem(breach)));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        boolean plain = files.stream().allMatch(ParsedFile::plain);
        return Optional.of(new RuleBase(base(), plain, fileOf, globals));
    }

    private void add(ParsedFile file) {
        PackageDescr content = RuleParser.reread(file);
        content.getRules().removeIf(rule -> !rule.isQuery() && !file.isOf(rule, group));
        content.getAttributes()
                .removeIf(attribute -> ParsedFile.GROUPS.contains(attribute.getName()));
        for (RuleDescr rule : content.getRules()) {
            rule.getAttributes().keySet().removeAll(ParsedFile.GROUPS);
            rule.setLoadOrder(fileOf.size());
            fileOf.put(rule.getName(), file.name());
            holders.put(rule, file);
        }
        content.getGlobals().forEach(global -> globals.add(global.getIdentifier()));
        builder.addPackage(content);
    }

    private KieBase base() {
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

    private Problem problem(CodeFence.Breach breach) {
        Reason why = FenceWords.outOfBounds(breach.what());
        for (var held : holders.entrySet()) {
            RuleDescr rule = held.getKey();
            if (rule.getClassName() != null && breach.owner().contains(rule.getClassName())) {
                ParsedFile file = held.getValue();
                return new Problem(
                        file.name(),
                        Optional.of(file.line().applyAsInt(rule.getLine())),
                        Reasons.inRule(rule.getName(), why));
            }
        }
        return new Problem(RuleFolder.ALL_FILES, Optional.empty(), why);
    }

    private Problem problem(KnowledgeBuilderError error) {
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
