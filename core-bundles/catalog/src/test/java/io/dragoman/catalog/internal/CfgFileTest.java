package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CfgFileTest {

    @TempDir Path etc;

    private Path path;
    private CfgFile file;

    @BeforeEach
    void name() {
        path = etc.resolve("mine.cfg");
        file = new CfgFile(path);
    }

    private void holds(String text) throws IOException {
        Files.writeString(path, text, StandardCharsets.ISO_8859_1);
    }

    private String text() throws IOException {
        return Files.readString(path, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aFileThatIsNotThereHoldsNothingAndIsMadeByWriting() throws IOException {
        assertThat(file.exists()).isFalse();
        assertThat(file.read()).isEmpty();

        file.write(Map.of("limit", "5"));

        assertThat(text()).isEqualTo("limit = 5\n");
    }

    @Test
    void commentsOrderAndOtherLinesStay() throws IOException {
        holds("# how many\nlimit = 5\n\n! where\nurl: http://one\nname two\n");

        file.write(Map.of("limit", "7"));

        assertThat(text())
                .isEqualTo("# how many\nlimit = 7\n\n! where\nurl: http://one\nname two\n");
        assertThat(file.read())
                .containsOnly(
                        Map.entry("limit", "7"),
                        Map.entry("url", "http://one"),
                        Map.entry("name", "two"));
    }

    @Test
    void anEmptyValueTakesItsLineAwayWithThoseThatContinueIt() throws IOException {
        holds("list = a, \\\n  b, \\\n  c\nlimit = 5\n");
        assertThat(file.read()).containsEntry("list", "a, b, c");

        file.write(Map.of("list", "", "never", ""));

        assertThat(text()).isEqualTo("limit = 5\n");
    }

    @Test
    void aCommentNeverGoesOnInTheNextLine() throws IOException {
        holds("# in C:\\data\\\nlimit = 5\n");

        file.write(Map.of("limit", ""));

        assertThat(text()).isEqualTo("# in C:\\data\\\n");
    }

    @Test
    void aNameThatStandsTwiceStandsOnceAfterwards() throws IOException {
        holds("limit = 5\nurl = one\nlimit = 6\n");

        file.write(Map.of("limit", "7"));

        assertThat(text()).isEqualTo("limit = 7\nurl = one\n");
    }

    @Test
    void strokesAndLettersOfEveryScriptComeBackAsTheyWere() throws IOException {
        for (var value : new String[] {"C:\\data\\n", "您好 😀", "a = b # c", "ends\\"}) {
            file.write(Map.of("value", value, "after", "yes"));
            assertThat(file.read()).containsEntry("value", value).containsEntry("after", "yes");
        }
    }

    @Test
    void onlyTheOwnerMayReadWhatMayHoldSecrets() throws IOException {
        holds("password = old\n");

        file.write(Map.of("password", "new"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (var left = Files.list(etc)) {
            assertThat(left).containsExactly(path);
        }
    }

    @Test
    void whatIsNoFileOfSettingsIsRefusedByName() throws IOException {
        holds("value = \\u12\n");

        assertThatThrownBy(file::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mine.cfg");
    }

    @Test
    void whatWouldBeReadAsSomethingElseCannotBeHeld() {
        assertThat(CfgFile.canHold("a plain: value")).isTrue();
        assertThat(CfgFile.canHold(" led")).isFalse();
        assertThat(CfgFile.canHold("two\nlines")).isFalse();
        assertThat(CfgFile.canHold("${java.home}")).isFalse();
    }
}
