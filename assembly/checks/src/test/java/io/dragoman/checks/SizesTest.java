package io.dragoman.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * A class has one reason to change and a method fits a screen. What was longer when this was
 * written is named here, until somebody parts it and takes its name out: the lists only get
 * shorter.
 */
class SizesTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int LONGEST_FILE = 250;
    private static final int LONGEST_METHOD = 30;

    private static final Set<String> LONG_FILES =
            Set.of(
                    "bench.Drill",
                    "bench.Visitor",
                    "catalog.internal.DeployFolder",
                    "catalog.internal.FolderOperations",
                    "catalog.internal.PluginLane",
                    "catalog.internal.PluginReader",
                    "rest.ContainerServices",
                    "testkit.ChannelContract");

    private static final Set<String> LONG_METHODS =
            Set.of(
                    "bench.Checker.acknowledged",
                    "bench.Drill.judge",
                    "bench.HtmlReport.chart",
                    "bench.HtmlReport.section",
                    "bench.Options.parse",
                    "bench.Run.result",
                    "bench.Run.run",
                    "bench.Visitor.received",
                    "catalog.internal.DeployFolder.<init>",
                    "catalog.internal.JarSignatures.read",
                    "catalog.internal.PluginReader.judgeJar",
                    "pipeline.internal.Changes.make",
                    "pipeline.internal.DialogueEnds.of",
                    "pipeline.internal.ModelStage.attempt",
                    "pipeline.internal.RulesStage.result");

    @Test
    void filesAreShort() throws IOException {
        var sizes = Sizes.of(sources());

        assertThat(sizes.files).isSubsetOf(LONG_FILES);
    }

    @Test
    void methodsFitAScreen() throws IOException {
        var sizes = Sizes.of(sources());

        assertThat(sizes.methods).isSubsetOf(LONG_METHODS);
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var group : List.of("core-bundles", "channel-bundles", "skill-bundles", "assembly")) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(group))) {
                for (var module : modules.toList()) {
                    sources.addAll(java(module.resolve("src/main/java")));
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(500);
        return sources;
    }

    private static List<Path> java(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The names of what is longer than it should be. */
    private static final class Sizes extends TreeScanner<Void, String> {

        final Set<String> files = new TreeSet<>();
        final Set<String> methods = new TreeSet<>();
        private final SourcePositions positions;
        private CompilationUnitTree unit;

        private Sizes(SourcePositions positions) {
            this.positions = positions;
        }

        static Sizes of(List<Path> sources) throws IOException {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var manager = compiler.getStandardFileManager(null, null, null)) {
                var task =
                        (JavacTask)
                                compiler.getTask(
                                        null,
                                        manager,
                                        problem -> {},
                                        List.of("-proc:none"),
                                        null,
                                        manager.getJavaFileObjectsFromPaths(sources));
                var sizes = new Sizes(Trees.instance(task).getSourcePositions());
                task.parse().forEach(unit -> sizes.scan(unit, ""));
                return sizes;
            }
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree tree, String name) {
            unit = tree;
            var bundle = String.valueOf(tree.getPackageName()).replaceFirst("io\\.dragoman\\.", "");
            return super.visitCompilationUnit(tree, bundle);
        }

        @Override
        public Void visitClass(ClassTree tree, String around) {
            var name = around + "." + tree.getSimpleName();
            boolean outermost = unit.getTypeDecls().contains(tree);
            if (outermost && line(positions.getEndPosition(unit, tree)) > LONGEST_FILE) {
                files.add(name);
            }
            return super.visitClass(tree, name);
        }

        @Override
        public Void visitMethod(MethodTree tree, String around) {
            if (tree.getBody() != null && between(tree.getBody()) > LONGEST_METHOD) {
                methods.add(around + "." + tree.getName());
            }
            return super.visitMethod(tree, around);
        }

        /** The lines between the braces. */
        private long between(Tree body) {
            return line(positions.getEndPosition(unit, body))
                    - line(positions.getStartPosition(unit, body))
                    - 1;
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
