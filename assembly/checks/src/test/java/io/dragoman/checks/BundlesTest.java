package io.dragoman.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifests of our bundles may say. */
class BundlesTest {
    private static final Set<String> ENGINES =
            Set.of(
                    "io.dragoman.store.sql",
                    "io.dragoman.rules.drools",
                    "io.dragoman.knowledge.lucene",
                    "io.dragoman.ai.langchain4j",
                    "io.dragoman.authoring.yaml",
                    "io.dragoman.authoring.wasm");

    /** Which bundles may import a third party; all others may not. */
    private static final Map<String, Set<String>> HOMES =
            Map.ofEntries(
                    Map.entry("dev.langchain4j", Set.of()),
                    Map.entry("org.kie", Set.of()),
                    Map.entry("org.drools", Set.of()),
                    Map.entry("org.apache.lucene", Set.of()),
                    Map.entry("org.snakeyaml", Set.of()),
                    Map.entry("com.dylibso", Set.of()),
                    Map.entry("org.jdbi", Set.of()),
                    Map.entry("org.flywaydb", Set.of()),
                    Map.entry("com.zaxxer", Set.of("io.dragoman.store.sql")),
                    Map.entry("org.h2", Set.of("io.dragoman.store.sql")),
                    Map.entry("org.mariadb", Set.of("io.dragoman.store.sql")),
                    Map.entry("jakarta.ws.rs", Set.of("io.dragoman.rest")),
                    Map.entry("org.glassfish", Set.of("io.dragoman.rest")),
                    Map.entry("org.eclipse.jetty", Set.of("io.dragoman.gateway")));

    private final List<BundleJar> bundles = BundleJar.all();

    @Test
    void noBundleIsForgottenHere() throws IOException {
        var known = new ArrayList<>(bundles.stream().map(BundleJar::name).toList());
        // For tests of plug-ins; never in the container.
        known.add("io.dragoman.testkit");
        var root = Path.of("../..");
        for (var group : List.of("core-bundles", "channel-bundles", "skill-bundles")) {
            try (var folders = Files.list(root.resolve(group))) {
                var poms = folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists);
                assertThat(poms.map(BundlesTest::bundle))
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(known).contains(name));
            }
        }
    }

    /** The name of a module's bundle: the first artifact id after that of its parent. */
    private static String bundle(Path pom) {
        try {
            var own = Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
            return own.replaceFirst("(?s).*?<artifactId>([^<]+)</artifactId>.*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pluginsSeeOnlyTheApi() {
        assertThat(
                        imports(
                                BundlesTest::isPlugin,
                                p -> p.in("io.dragoman") && !p.in("io.dragoman.api")))
                .isEmpty();
    }

    @Test
    void theApiDependsOnNobody() {
        assertThat(
                        imports(
                                bundle -> bundle.name().equals("io.dragoman.api"),
                                p -> !p.in("io.dragoman.api", "java", "javax")))
                .isEmpty();
    }

    @Test
    void nobodyImportsAnEngine() {
        assertThat(imports(bundle -> true, p -> p.in(ENGINES.toArray(String[]::new)))).isEmpty();
    }

    @Test
    void eachThirdPartyHasOneHome() {
        var strays = new ArrayList<String>();
        HOMES.forEach(
                (library, homes) ->
                        strays.addAll(
                                imports(
                                        bundle ->
                                                !homes.contains(bundle.name())
                                                        && !ENGINES.contains(bundle.name()),
                                        p -> p.in(library))));
        assertThat(strays).isEmpty();
    }

    @Test
    void nothingIsImportedMaybe() {
        assertThat(imports(bundle -> !ENGINES.contains(bundle.name()), Clause::optional)).isEmpty();
    }

    @Test
    void nothingIsImportedByNameOfBundleOrAtTheLastMoment() {
        assertThat(bundles)
                .filteredOn(
                        bundle ->
                                !bundle.header("Require-Bundle").isEmpty()
                                        || !bundle.header("DynamicImport-Package").isEmpty())
                .isEmpty();
    }

    @Test
    void enginesExportNothing() {
        assertThat(bundles)
                .filteredOn(bundle -> ENGINES.contains(bundle.name()))
                .allSatisfy(bundle -> assertThat(bundle.exports()).as(bundle.name()).isEmpty());
    }

    @Test
    void noPackageIsSplit() {
        var owners = new HashMap<String, String>();
        var split = new ArrayList<String>();
        for (BundleJar bundle : bundles) {
            for (String owned : bundle.packages()) {
                String other = owners.putIfAbsent(owned, bundle.name());
                if (other != null) {
                    split.add(owned + " in " + other + " and " + bundle.name());
                }
            }
        }
        assertThat(split).isEmpty();
    }

    static boolean isPlugin(BundleJar bundle) {
        return Stream.of("channel", "skill", "shop")
                .anyMatch(kind -> bundle.name().startsWith("io.dragoman." + kind + "."));
    }

    private List<String> imports(Predicate<BundleJar> of, Predicate<Clause> which) {
        return bundles.stream()
                .filter(of)
                .flatMap(
                        bundle ->
                                bundle.imports().stream()
                                        .filter(which)
                                        .map(p -> bundle.name() + " imports " + p.name()))
                .toList();
    }
}
