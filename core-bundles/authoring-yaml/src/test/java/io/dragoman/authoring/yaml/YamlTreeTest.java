package io.dragoman.authoring.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.authoring.FaultyFileException;
import io.dragoman.authoring.Source;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTreeTest {

    private static Source read(String text) {
        return YamlTree.read(text.getBytes(UTF_8));
    }

    private static void fails(String text, int line, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        FaultyFileException.class,
                        fault -> {
                            assertThat(fault.line()).isEqualTo(line);
                            assertThat(fault).hasMessageContaining(reason);
                        });
    }

    @Test
    void keepsWhatIsWritten() {
        assertThat(read("a: [1, 1.50, true, null, 007, '1', yes, 1e3, text]\nb: {c: 保修}").tree())
                .isEqualTo(
                        Map.of(
                                "a",
                                Arrays.asList(
                                        1L,
                                        new BigDecimal("1.50"),
                                        true,
                                        null,
                                        "007",
                                        "1",
                                        "yes",
                                        "1e3",
                                        "text"),
                                "b",
                                Map.of("c", "保修")));
    }

    @Test
    void knowsTheLineOfEachValue() {
        var root = read("a: 1\nb:\n  - x\n  - y: z\n");

        assertThat(root.need("b").line()).isEqualTo(2);
        assertThat(root.need("b").items().get(1).need("y").line()).isEqualTo(4);
        assertThat(root.need("b").items().get(1).need("y").path()).isEqualTo("b.2.y");
    }

    @Test
    void tellsTheLineOfWhatIsNoYaml() {
        fails("a: 1\nb: [1, 2\nc: 3\n", 3, "it is no YAML");
        fails("a: 1\na: 2\n", 2, "stands twice");
        fails("a: 1\n\tb: 2\n", 2, "it is no YAML");
        fails("", 1, "the file is empty");
        fails("? [a, b]\n: c\n", 1, "a key must be a text");
        fails("a: *nowhere\n", 1, "it is no YAML");
        assertThatThrownBy(() -> YamlTree.read(new byte[] {'a', ':', ' ', (byte) 0xff}))
                .hasMessage("it is not in UTF-8");
    }

    @Test
    void refusesAFileThatGrowsByAliases() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a" + i + ": &a" + i + " [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(10)).append("]\n");
        }
        assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(FaultyFileException.class);
        assertThatThrownBy(() -> read("a: &a [*a]")).isInstanceOf(FaultyFileException.class);
    }

    @Test
    void makesNothingOfTags() {
        assertThat(read("a: !!javax.script.ScriptEngineManager [x]").tree())
                .isEqualTo(Map.of("a", List.of("x")));
    }
}
