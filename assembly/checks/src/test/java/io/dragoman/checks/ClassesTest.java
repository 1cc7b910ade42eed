package io.dragoman.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Layers and style, read from the class files. */
class ClassesTest {
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.dragoman");

    @Test
    void bundlesHaveNoCycles() {
        slices().matching("io.dragoman.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void arrowsPointDown() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.dragoman.storage..",
                        "io.dragoman.conversation..",
                        "io.dragoman.security..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.dragoman.pipeline..",
                        "io.dragoman.handoff..",
                        "io.dragoman.gateway..",
                        "io.dragoman.rest..",
                        "io.dragoman.console..")
                .because("the ports know nothing of the flow, nor the flow of the edges")
                .check(OURS);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.dragoman.pipeline..", "io.dragoman.dialogue..", "io.dragoman.handoff..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.dragoman.gateway..", "io.dragoman.rest..", "io.dragoman.console..")
                .because("the ports know nothing of the flow, nor the flow of the edges")
                .check(OURS);
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
    void namesSayHow() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
                .because("the style guide has better names")
                .check(OURS);
    }
}
