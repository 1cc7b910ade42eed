package io.dragoman.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The feature file against the bundles that there are. */
class FeaturesTest {
    /** Made to be dropped into deploy/, or not a service of the server. */
    private static final Set<String> NOT_SHIPPED =
            Set.of("io.dragoman.skill.points", "io.dragoman.rules.standard", "io.dragoman.testkit");

    @Test
    void everyBundleStandsInExactlyOneFeature() throws Exception {
        assertThat(listed()).doesNotHaveDuplicates();
    }

    @Test
    void everyBundleOfOursStandsInAFeature() throws Exception {
        List<String> names =
                listed().stream()
                        .filter(url -> url.startsWith("mvn:io.dragoman/"))
                        .map(url -> url.split("/")[1])
                        .toList();

        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        BundleJar.all().stream()
                                .map(BundleJar::name)
                                .filter(name -> !NOT_SHIPPED.contains(name))
                                .toList());
    }

    private static List<String> listed() throws Exception {
        var nodes =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                Path.of("../../karaf-features/src/main/feature/feature.xml")
                                        .toFile())
                        .getElementsByTagName("bundle");
        var urls = new ArrayList<String>();
        for (int i = 0; i < nodes.getLength(); i++) {
            urls.add(nodes.item(i).getTextContent().trim());
        }
        return urls;
    }
}
