package io.dragoman.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.annotation.versioning.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Layers and style, read from the class files. */
class ClassesTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.dragoman");

    private static final String[] PORTS_AND_ENGINES = {
        "io.dragoman.storage..",
        "io.dragoman.conversation..",
        "io.dragoman.security..",
        "io.dragoman.catalog..",
        "io.dragoman.authoring..",
        "io.dragoman.knowledge..",
        "io.dragoman.json..",
        "io.dragoman.store.sql..",
        "io.dragoman.rules.drools..",
        "io.dragoman.ai.langchain4j.."
    };
    private static final String[] FLOW = {
        "io.dragoman.pipeline..",
        "io.dragoman.dialogue..",
        "io.dragoman.handoff..",
        "io.dragoman.events.."
    };
    private static final String[] EDGES = {
        "io.dragoman.gateway..", "io.dragoman.rest..", "io.dragoman.console.."
    };
    private static final String[] PLUGINS = {
        "io.dragoman.channel..",
        "io.dragoman.skill..",
        "io.dragoman.shop..",
        "io.dragoman.rules.standard.."
    };

    @Test
    void bundlesHaveNoCycles() {
        slices().matching("io.dragoman.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void portsAndEnginesKnowNothingOfTheFlowOrTheEdges() {
        noClasses()
                .that()
                .resideInAnyPackage(PORTS_AND_ENGINES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FLOW)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(EDGES)
                .because("arrows point down")
                .check(OURS);
    }

    @Test
    void theFlowKnowsNothingOfTheEdges() {
        noClasses()
                .that()
                .resideInAnyPackage(FLOW)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EDGES)
                .because("arrows point down")
                .check(OURS);
    }

    @Test
    void everyBundleStandsInALayer() {
        var known =
                Stream.of(
                                new String[] {"io.dragoman.api.."},
                                PORTS_AND_ENGINES,
                                FLOW,
                                EDGES,
                                PLUGINS)
                        .flatMap(Stream::of)
                        .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(OURS);
    }

    @Test
    void componentsAreFinal() {
        classes()
                .that()
                .areAnnotatedWith(Component.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(OURS);
    }

    @Test
    void componentsGetTheirPartsByConstructor() {
        noFields().should().beAnnotatedWith(Reference.class).check(OURS);
    }

    @Test
    void componentsAreWholeOnceTheyAreMade() {
        noMethods().should().beAnnotatedWith(Activate.class).check(OURS);
    }

    @Test
    void whatIsExportedHasAVersionOfItsOwn() {
        var exported =
                BundleJar.all().stream()
                        .flatMap(bundle -> bundle.exports().stream())
                        .map(Clause::name)
                        .filter(name -> name.startsWith("io.dragoman."))
                        .toList();
        assertThat(exported)
                .isNotEmpty()
                .allSatisfy(
                        name ->
                                assertThat(OURS.getPackage(name).isAnnotatedWith(Version.class))
                                        .as(name)
                                        .isTrue());
    }

    @Test
    void namesSayHow() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .because("the style guide has better names")
                .check(OURS);
    }
}
