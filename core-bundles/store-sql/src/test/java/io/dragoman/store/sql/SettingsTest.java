package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write, and what they are told. */
final class SettingsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"mariadb://db:3307/dragoman?x=1", "jdbc:mariadb://db:3307/dragoman?x=1"})
    void takesAMariaDbInBothSpellings(String url) {
        assertThat(DatabaseLocation.of(url, "me", "secret", folder))
                .isEqualTo(
                        new DatabaseLocation.Server(
                                "jdbc:mariadb://db:3307/dragoman?x=1",
                                Optional.of("me"),
                                Optional.of("secret")));
    }

    @Test
    void takesUserAndPasswordOutOfTheUrl() {
        var location = DatabaseLocation.of("mariadb://me:p%40ss:word@db/dragoman", "", "", folder);

        assertThat(location)
                .isEqualTo(
                        new DatabaseLocation.Server(
                                "jdbc:mariadb://db/dragoman",
                                Optional.of("me"),
                                Optional.of("p@ss:word")));
        assertThat(location.toString()).doesNotContain("ss");
        assertThat(location.shown()).isEqualTo("MariaDB at jdbc:mariadb://db/dragoman");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db/x", "jdbc:h2:mem:x", "mariadb://db", "mariadb://db/", "x"})
    void saysWhatIsWrongWithAUrl(String url) {
        assertThatThrownBy(() -> DatabaseLocation.of(url, "", "", folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DRAGOMAN_DB_URL")
                .hasMessageContaining("mariadb://localhost:3306/dragoman");
    }

    @Test
    void keepsTheEmbeddedDatabaseInTheDataFolder() {
        var environment =
                new Environment(
                        Map.of("dragoman.data", folder.toString())::get,
                        Map.of("DRAGOMAN_DATA", "/elsewhere"));

        assertThat(environment.location("", "", ""))
                .isEqualTo(new DatabaseLocation.Embedded(folder.resolve("db/dragoman")));
    }

    @Test
    void letsTheEnvironmentWinOverTheConfiguration() {
        var environment =
                new Environment(name -> null, Map.of("DRAGOMAN_DB_URL", "mariadb://env/x"));

        assertThat(environment.location("mariadb://file/x", "me", "").shown())
                .isEqualTo("MariaDB at jdbc:mariadb://env/x");
        assertThat(
                        new Environment(name -> null, Map.of())
                                .location("mariadb://file/x", "", "")
                                .shown())
                .isEqualTo("MariaDB at jdbc:mariadb://file/x");
    }

    @Test
    void saysThatAnotherProcessHasTheFile() throws SQLException, IOException {
        var location = new DatabaseLocation.Embedded(folder.resolve("db"));
        Database.open(location, Engine.OPTIONS).close();
        var file = folder.resolve("db.mv.db");
        // H2 locks the file itself; a lock of this process stands for that of another one.
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> Database.open(location, Engine.OPTIONS))
                    .satisfies(
                            e ->
                                    assertThat(Troubles.explain("MariaDB", (Exception) e))
                                            .contains("in use by another process")
                                            .contains("DRAGOMAN_DATA"));
        }
    }

    @Test
    void saysThatNobodyIsThere() {
        var location = DatabaseLocation.of("mariadb://127.0.0.1:1/x", "", "", folder);

        assertThatThrownBy(() -> Database.open(location, Engine.OPTIONS))
                .satisfies(
                        e ->
                                assertThat(Troubles.explain("MariaDB", (Exception) e))
                                        .startsWith("MariaDB cannot be reached: "));
    }
}
