package io.dragoman.authoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Turn;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The bundle made of a file, in a real framework with Declarative Services. */
class SkillBundleInFrameworkTest {

    private static final String SHARED =
            "io.dragoman.api.skill,io.dragoman.authoring;version=1.0.0,"
                    + "org.osgi.service.component;version=1.5.1,"
                    + "org.osgi.service.component.runtime;version=1.5.1,"
                    + "org.osgi.service.component.runtime.dto;version=1.5.1,"
                    + "org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0";

    @TempDir Path temp;
    private Framework framework;
    private BundleContext context;

    /** Says what is in the file and in its settings. */
    private static final class Echo implements SkillFormat {
        @Override
        public SkillFile read(byte[] content) {
            return SkillFile.read(
                    Source.of(
                            Map.of(
                                    "skill",
                                    "echo",
                                    "version",
                                    "1.0.0",
                                    "title",
                                    "Echo",
                                    "purpose",
                                    "Echoes",
                                    "examples",
                                    List.of("echo"),
                                    "settings",
                                    Map.of("tone", Map.of("default", "calm")))));
        }

        @Override
        public Skill open(byte[] content, Map<String, String> settings) {
            return new Skill() {
                @Override
                public SkillSpec spec() {
                    return SkillSpec.skill("echo").examples("echo").build();
                }

                @Override
                public Turn take(Dialogue dialogue) {
                    return Turn.done(Part.text(new String(content, UTF_8) + settings));
                }
            };
        }
    }

    @BeforeEach
    void boot() throws Exception {
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .iterator()
                        .next()
                        .newFramework(
                                Map.of(
                                        "org.osgi.framework.storage",
                                        temp.resolve("cache").toString(),
                                        "org.osgi.framework.system.packages.extra",
                                        SHARED));
        framework.start();
        context = framework.getBundleContext();
        var scr = Class.forName("org.apache.felix.scr.impl.Activator").getProtectionDomain();
        try (var in = Files.newInputStream(Path.of(scr.getCodeSource().getLocation().toURI()))) {
            context.installBundle("scr", in).start();
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }

    private Optional<Skill> skill() {
        return Optional.ofNullable(context.getServiceReference(Skill.class))
                .filter(reference -> "echo".equals(reference.getProperty("skill.id")))
                .map(context::getService);
    }

    @Test
    void isTheSkillAsLongAsItsFormatIsThere() throws Exception {
        var format = new Echo();
        var content = "hello ".getBytes(UTF_8);
        var jar = new SkillBundle(format.read(content), "echo", content).jar();
        var bundle = context.installBundle("file", new ByteArrayInputStream(jar));
        bundle.start();
        assertThat(skill()).isEmpty();

        var registration =
                context.registerService(
                        SkillFormat.class,
                        format,
                        new Hashtable<>(Map.of(SkillFormat.PROPERTY, "echo")));

        assertThat(skill().orElseThrow().take(null))
                .isEqualTo(Turn.done(Part.text("hello {tone=calm}")));
        registration.unregister();
        assertThat(skill()).isEmpty();
        bundle.uninstall();
    }
}
