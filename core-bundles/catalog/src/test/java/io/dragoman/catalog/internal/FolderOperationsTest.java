package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.PluginOperations.Outcome;
import io.dragoman.catalog.Plugins.State;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person does to the folder over the console. */
class FolderOperationsTest extends DeployWorld {

    @Test
    void aPluginOfTheDistributionIsPutAsideOverARestart() throws Exception {
        var jar = TinyBundle.plugin("io.dragoman.skill.mine", "1.0.0").into(temp, "shipped.jar");
        context.installBundle("mvn:shipped", Files.newInputStream(jar)).start();
        var operations = new FolderOperations(context, deploy.orElseThrow());
        assertThat(says("io.dragoman.skill.mine")).containsExactly("1.0.0");
        assertThat(operations.disable("io.dragoman.skill.mine")).isInstanceOf(Outcome.Done.class);
        assertThat(says("io.dragoman.skill.mine")).isEmpty();
        restart();
        await(() -> says("io.dragoman.skill.mine").isEmpty());
        operations = new FolderOperations(context, deploy.orElseThrow());
        assertThat(operations.enable("io.dragoman.skill.mine")).isInstanceOf(Outcome.Done.class);
        assertThat(says("io.dragoman.skill.mine")).containsExactly("1.0.0");
        assertThat(operations.disable("io.dragoman.skill.none"))
                .isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void whatIsDisabledStaysSoOverARestart() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        assertThat(operations().disable("a.jar")).isEqualTo(new Outcome.Done("a.jar.disabled"));
        await(() -> says("my.skill").isEmpty());
        awaitState("a.jar.disabled", "1.0.0", State.DISABLED);
        close();
        boot();
        deploy();
        awaitState("a.jar.disabled", "1.0.0", State.DISABLED);
        assertThat(says("my.skill")).isEmpty();
        assertThat(operations().enable("a.jar.disabled")).isEqualTo(new Outcome.Done("a.jar"));
        up("a.jar", "1.0.0");
    }

    private Outcome upload(String name, byte[] content) throws Exception {
        return operations().install(name, new ByteArrayInputStream(content));
    }

    @Test
    void anUploadIsCheckedBeforeItComesIntoTheFolder() throws Exception {
        assertThat(upload("a.jar", "rubbish".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why().text()).contains("no readable jar"));
        for (var name : List.of("../a.jar", "a.txt", ".a.jar", "a/b.jar", "a.jar.disabled")) {
            assertThat(upload(name, TinyBundle.plugin("a", "1").bytes()))
                    .as(name)
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(upload("a.jar", TinyBundle.plugin("my.skill", "1.0.0").bytes()))
                .isEqualTo(new Outcome.Done("a.jar"));
        up("a.jar", "1.0.0");
        operations().disable("a.jar");
        assertThat(upload("a.jar", TinyBundle.plugin("my.skill", "2.0.0").bytes()))
                .isEqualTo(new Outcome.InTheWay("a.jar.disabled"));
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        for (var name : List.of("nothing.jar", "../../etc/passwd", "")) {
            assertThat(operations().remove(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().disable(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().enable(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().retry(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().rollBack(name, Optional.empty()))
                    .isEqualTo(new Outcome.Missing());
        }
    }
}
