package io.dragoman.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents against each other and against what they speak of. */
class DocumentsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("!?\\[[^]\\n]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE =
            Pattern.compile(
                    "^(```|~~~).*?^\\1[^\\n]*$|`[^`\\n]*`", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern RUN_FOLDER = Pattern.compile("run/dragoman/([a-z]+)/");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    @Test
    void everyLinkLeadsSomewhere() {
        var dead = new ArrayList<String>();
        for (var document : documents()) {
            var links = LINK.matcher(CODE.matcher(text(document)).replaceAll("")).results();
            links.map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                    .filter(link -> !leads(document, link))
                    .forEach(link -> dead.add(ROOT.relativize(document) + " → " + link));
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void theIndexNamesEveryDocument() {
        var index = text(ROOT.resolve("docs/README.md"));
        var docs = ROOT.resolve("docs");
        var names =
                documents().stream()
                        .filter(document -> document.startsWith(docs))
                        .map(document -> docs.relativize(document).toString().replace('\\', '/'))
                        .filter(name -> !name.equals("README.md"))
                        .toList();
        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(index).contains(name));
    }

    @Test
    void theArchitectureNamesEveryBundleOfTheCore() throws IOException {
        var architecture = text(ROOT.resolve("docs/architecture.md"));
        try (var folders = Files.list(ROOT.resolve("core-bundles"))) {
            var names =
                    folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.equals("libs"))
                            .toList();
            assertThat(names)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(architecture).contains("| `" + name + "` |"));
        }
    }

    /** The tour copies files out of and into the folder that {@code make run} makes. */
    @Test
    void theRunningInstanceHasTheFoldersThatDocumentsNameInIt() {
        var made = text(ROOT.resolve("tools/run"));
        var named =
                documents().stream()
                        .flatMap(document -> RUN_FOLDER.matcher(text(document)).results())
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();
        assertThat(named)
                .contains("deploy", "samples")
                .allSatisfy(folder -> assertThat(made).containsPattern("\\b" + folder + "\\b"));
    }

    private static boolean leads(Path document, String link) {
        int hash = link.indexOf('#');
        var file = hash < 0 ? link : link.substring(0, hash);
        var target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchors(text(target)).contains(link.substring(hash + 1));
    }

    /** Headings as the usual viewers of Markdown turn them into anchors. */
    private static List<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static List<Path> documents() {
        try (Stream<Path> files = Files.walk(ROOT, 5)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(
                            file ->
                                    !file.toString()
                                            .matches(".*/(node_modules|target|run|\\..*)/.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
