package io.dragoman.authoring.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides to skills without Java show files that tests run, to the letter. */
class AuthoringGuidesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<!-- (file|part of): (\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"skills-yaml.md", "skills-wasm.md"})
    void showFilesAsTheyAre(String guide) throws IOException {
        var blocks = BLOCK.matcher(Files.readString(ROOT.resolve("docs").resolve(guide)));
        int shown = 0;
        while (blocks.find()) {
            shown++;
            var content = Files.readString(ROOT.resolve(blocks.group(2)));
            if (blocks.group(1).equals("file")) {
                assertThat(blocks.group(3)).as(blocks.group(2)).isEqualTo(content);
            } else {
                assertThat(content).as(blocks.group(2)).contains(blocks.group(3));
            }
        }
        assertThat(shown).isPositive();
    }
}
