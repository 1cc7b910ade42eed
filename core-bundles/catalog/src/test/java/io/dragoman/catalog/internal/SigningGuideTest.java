package io.dragoman.catalog.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.PluginKeys.Outcome;
import io.dragoman.catalog.internal.JarTrust.Answer;
import io.dragoman.testkit.TestClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with which docs/plugins.md signs plug-ins, run as they stand there. */
class SigningGuideTest {

    private static final Path GUIDE = Path.of("../../docs/plugins.md");
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<!-- run by SigningGuideTest -->\\n```sh\\n(.*?)```\\n", Pattern.DOTALL);

    @TempDir Path temp;

    @Test
    void whatTheGuideSignsIsTrusted() throws Exception {
        Assumptions.assumeTrue(complaint("openssl version").isEmpty(), "openssl is not installed");
        TinyBundle.plugin("my.skill", "1.0.0").into(temp, "my-skill-1.0.0.jar");
        Files.writeString(temp.resolve("warranty.yaml"), "skill: warranty");
        var deploy = Files.createDirectory(temp.resolve("deploy"));

        assertThat(complaint(commands())).isEmpty();

        var keys = new TrustedKeys(temp.resolve("plugin-keys"));
        var certificate = Files.readString(temp.resolve("acme.pem"));
        assertThat(keys.add("acme", certificate)).isInstanceOf(Outcome.Done.class);
        var store = new JarStore(temp.resolve("kept"), 3);
        var judge = new SignedJars(true, false, keys, store, TestClock.at(Instant.now()));
        var trusted = new Answer.Trusted("acme");
        assertThat(judge.ask(store.take(temp.resolve("my-skill-1.0.0.jar")))).isEqualTo(trusted);
        var signature = Optional.of(Files.readAllBytes(deploy.resolve("warranty.yaml.sig")));
        assertThat(judge.askBeside(store.take(deploy.resolve("warranty.yaml")), signature))
                .isEqualTo(trusted);
    }

    /** All blocks after each other, for the second signs with the key of the first. */
    private static String commands() throws IOException {
        var blocks = BLOCK.matcher(Files.readString(GUIDE)).results().toList();
        assertThat(blocks).hasSize(2);
        return blocks.stream()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining());
    }

    /** What a script says when it fails. */
    private Optional<String> complaint(String script) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-e", "-c", script).directory(temp.toFile());
        var tools = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", tools, (old, own) -> own + File.pathSeparator + old);
        var process = shell.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    }
}
