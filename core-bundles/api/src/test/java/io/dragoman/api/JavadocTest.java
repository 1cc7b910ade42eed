package io.dragoman.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plug-ins are written against is explained, all of it. */
class JavadocTest {

    private static final Set<Tree.Kind> OPEN_BY_NATURE =
            Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../testkit/src/main/java"})
    void everyPublicTypeAndMethodIsExplained(String sources) throws IOException {
        assertThat(unexplained(Path.of(sources))).isEmpty();
    }

    private static Set<String> unexplained(Path sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files;
        try (var all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(new ArrayList<>(files));
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
            var gaps = new TreeSet<String>();
            for (var unit : task.parse()) {
                new Scanner(DocTrees.instance(task), unit, gaps).scan(unit, null);
            }
            return gaps;
        }
    }

    /** Goes through the public types and what they offer. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final CompilationUnitTree unit;
        private final Set<String> gaps;

        Scanner(DocTrees docs, CompilationUnitTree unit, Set<String> gaps) {
            this.docs = docs;
            this.unit = unit;
            this.gaps = gaps;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (!isOpen(type.getModifiers().getFlags())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, none);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            boolean inherited =
                    method.getModifiers().getAnnotations().stream()
                            .map(annotation -> annotation.getAnnotationType().toString())
                            .anyMatch(Set.of("Override", "Activate", "Deactivate")::contains);
            boolean constructor = method.getReturnType() == null;
            if (isOpen(method.getModifiers().getFlags()) && !inherited && !constructor) {
                check(method.getName().toString());
            }
            return null;
        }

        /** Members of an interface are public without saying so. */
        private boolean isOpen(Set<Modifier> flags) {
            var parent = getCurrentPath().getParentPath().getLeaf();
            return flags.contains(Modifier.PUBLIC)
                    || OPEN_BY_NATURE.contains(parent.getKind())
                            && !flags.contains(Modifier.PRIVATE);
        }

        private void check(String name) {
            if (docs.getDocCommentTree(getCurrentPath()) == null) {
                gaps.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ": " + name);
            }
        }
    }
}
