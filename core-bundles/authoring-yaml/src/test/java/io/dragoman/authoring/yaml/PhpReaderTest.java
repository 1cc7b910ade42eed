package io.dragoman.authoring.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhpReaderTest {

    private static Object read(String text) {
        return PhpReader.read(text.getBytes(UTF_8), UTF_8);
    }

    @Test
    void readsPlainValues() {
        assertThat(read("N;")).isNull();
        assertThat(read("b:1;")).isEqualTo(true);
        assertThat(read("b:0;")).isEqualTo(false);
        assertThat(read("i:-42;")).isEqualTo(-42L);
        assertThat(read("d:0.1;")).isEqualTo(new BigDecimal("0.1"));
        assertThat(read("d:1.0E+25;")).isEqualTo(new BigDecimal("1.0E+25"));
        assertThat(read("d:NAN;")).isEqualTo("NAN");
        assertThat(read("s:0:\"\";")).isEqualTo("");
        assertThat(read("s:8:\"a\"b;s:1:\";")).isEqualTo("a\"b;s:1:");
    }

    @Test
    void countsTheBytesOfStrings() {
        assertThat(read("s:6:\"水壶\";")).isEqualTo("水壶");
        var gbk = Charset.forName("GBK");
        assertThat(PhpReader.read("s:4:\"水壶\";".getBytes(gbk), gbk)).isEqualTo("水壶");
    }

    @Test
    void readsArraysAsListsAndMaps() {
        assertThat(read("a:2:{i:0;s:1:\"a\";i:1;N;}"))
                .isEqualTo(java.util.Arrays.asList("a", null));
        assertThat(read("a:0:{}")).isEqualTo(List.of());
        assertThat(read("a:2:{i:1;s:1:\"a\";s:1:\"k\";a:1:{i:0;b:1;}}"))
                .isEqualTo(Map.of("1", "a", "k", List.of(true)));
    }

    @Test
    void readsObjectsAsMapsWhateverTheyHide() {
        var text =
                "O:9:\"Shop\\Item\":3:{s:4:\"name\";s:3:\"Cup\";"
                        + "s:13:\"\0Shop\\Item\0id\";i:7;s:8:\"\0*\0price\";d:9.5;}";

        assertThat(read(text))
                .isEqualTo(Map.of("name", "Cup", "id", 7L, "price", new BigDecimal("9.5")));
        assertThat(read("E:11:\"Suit:Hearts\";")).isEqualTo("Hearts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "i:1",
                "i:;",
                "i:1.5;",
                "i:99999999999999999999;",
                "b:2;",
                "d:abc;",
                "d:1E+999999999;",
                "s:5:\"abc\";",
                "s:-1:\"\";",
                "s:1:'a';",
                "s:99999999999:\"a\";",
                "s:1:\"ab\";",
                "a:1:{}",
                "a:2:{i:0;N;}",
                "a:999999999:{i:0;N;}",
                "a:1:{d:0.5;N;}",
                "a:1:{a:0:{}N;}",
                "a:1:{i:0;N;",
                "N;N;",
                "a:1:{i:0;R:1;}",
                "C:3:\"Foo\":2:{ab}",
                "O:3:\"Foo\":1:{i:0;N;"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableAnswerException.class)
                .hasMessageStartingWith("it is no PHP-serialised text: ")
                .hasMessageContaining(" at byte ");
    }

    @Test
    void boundsItsDepth() {
        var deep = "a:1:{i:0;".repeat(1000) + "N;" + "}".repeat(1000);

        assertThatThrownBy(() -> read(deep)).hasMessageContaining("more than 32 levels");
    }

    @Test
    void survivesBrokenTexts() {
        var good =
                "a:3:{s:5:\"found\";b:1;s:4:\"list\";a:2:{i:0;d:1.5;i:1;N;}s:1:\"o\";O:1:\"A\":1:{s:1:\"x\";i:5;}}"
                        .getBytes(UTF_8);
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var bad = good.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(128);
            }
            try {
                PhpReader.read(bad, UTF_8);
            } catch (UnreadableAnswerException refused) {
                assertThat(refused).hasMessageContaining("at byte");
            }
        }
    }
}
