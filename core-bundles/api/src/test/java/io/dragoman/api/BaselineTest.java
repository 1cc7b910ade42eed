package io.dragoman.api;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The API against its last release, package by package: who changes what plug-ins see raises the
 * package's version (minor for additions, major for what breaks plug-ins), or the build fails. The
 * release is the jar in {@code baseline/}; {@code tools/api-baseline} renews it at a release.
 */
class BaselineTest {

    private static final Path RELEASE = Path.of("baseline/io.dragoman.api.jar");
    private static final Path NOW = Path.of("target/classes");

    @Test
    void everyChangeRaisesTheVersionOfItsPackage() throws Exception {
        try (var released = new Jar(RELEASE.toFile());
                var now = new Jar(NOW.toFile())) {
            assertThat(tooLow(now, released)).isEmpty();
        }
    }

    @Test
    void aTypeThatIsGoneIsNoticed() throws Exception {
        try (var released = new Jar(RELEASE.toFile());
                var now = new Jar(NOW.toFile())) {
            assertThat(now.remove("io/dragoman/api/skill/Skill.class")).isNotNull();
            assertThat(tooLow(now, released).toString()).contains("io.dragoman.api.skill");
        }
    }

    @Test
    void aMethodThatIsNewIsNoticed() throws Exception {
        try (var released = new Jar(RELEASE.toFile());
                var now = new Jar(NOW.toFile())) {
            assertThat(released.remove("io/dragoman/api/skill/Said.class")).isNotNull();
            assertThat(tooLow(now, released).toString())
                    .contains("io.dragoman.api.skill must be at least 1.1.0");
        }
    }

    private static Set<String> tooLow(Jar now, Jar released) throws IOException {
        var low = new TreeSet<String>();
        try (var processor = new Processor()) {
            var baseline = new Baseline(processor, new DiffPluginImpl());
            for (var info : baseline.baseline(now, released, new Instructions("*"))) {
                if (info.mismatch) {
                    low.add(
                            "%s must be at least %s, not %s (%s)"
                                    .formatted(
                                            info.packageName,
                                            info.suggestedVersion,
                                            info.newerVersion,
                                            info.packageDiff.getDelta()));
                }
            }
        } catch (Exception e) {
            throw new IOException("The API cannot be compared with its last release", e);
        }
        return low;
    }
}
