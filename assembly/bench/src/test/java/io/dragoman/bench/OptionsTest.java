package io.dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutOptionsTheLocalInstanceIsMeasured() {
        var options = Options.parse();

        assertThat(options.url()).hasToString("http://127.0.0.1:8181");
        assertThat(options.profiles()).containsExactly(Profile.ACK, Profile.BOT);
        assertThat(options.rate()).isEmpty();
    }

    @Test
    void optionsAreRead() {
        var options =
                Options.parse(
                        "--url",
                        "https://chat.example/",
                        "--profile",
                        "idle,drill",
                        "--rate",
                        "12.5",
                        "--connections",
                        "7",
                        "--home",
                        "/srv/dragoman");

        assertThat(options.url()).hasToString("https://chat.example");
        assertThat(options.profiles()).containsExactly(Profile.IDLE, Profile.DRILL);
        assertThat(options.rate()).hasValue(12.5);
        assertThat(options.connections()).hasValue(7);
        assertThat(options.home()).isPresent();
    }

    @Test
    void whatVisitorsAskCanBeSaid() {
        var options = Options.parse("--profile", "bot", "--question", "hi", "--answer", "Hello");

        assertThat(options.texts(Profile.BOT)).containsExactly("hi");
        assertThat(options.answer()).hasValue("Hello");
        assertThat(Options.parse().texts(Profile.BOT)).isEqualTo(Profile.BOT.texts());
    }

    @Test
    void theHighestRateCanBeLookedFor() {
        var options = Options.parse("--profile", "ack,faq", "--rate", "max");

        assertThat(options.highest()).isTrue();
        assertThat(options.rate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "surge", "ack,drill"})
    void profilesWithARateOfTheirOwnHaveNoHighestOne(String profiles) {
        assertThatThrownBy(() -> Options.parse("--profile", profiles, "--rate", "max"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rate max makes no sense");
    }

    @ParameterizedTest
    @CsvSource({
        "--profile, fast, There is no profile 'fast'",
        "--rate, many, '--rate is a number, not ''many'''",
        "--url, ftp://x, --url is the root of an instance",
        "--colour, red, There is no option '--colour'",
    })
    void whatIsWrongIsNamed(String name, String value, String words) {
        assertThatThrownBy(() -> Options.parse(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anOptionWithoutAValueIsNamed() {
        assertThatThrownBy(() -> Options.parse("--rate")).hasMessage("--rate needs a value");
    }

    @Test
    void thePlugInsOfTheDrillAreWhole() throws Exception {
        for (var bytes : new byte[][] {PluginJar.brokenShop(), PluginJar.brokenSkill()}) {
            var names = new HashSet<String>();
            try (var jar = new JarInputStream(new ByteArrayInputStream(bytes))) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-Version"))
                        .isEqualTo("99.0.0");
                for (var entry = jar.getNextJarEntry();
                        entry != null;
                        entry = jar.getNextJarEntry()) {
                    names.add(entry.getName());
                }
            }
            assertThat(names)
                    .contains("OSGI-INF/component.xml")
                    .anyMatch(name -> name.endsWith(".class"));
        }
    }
}
