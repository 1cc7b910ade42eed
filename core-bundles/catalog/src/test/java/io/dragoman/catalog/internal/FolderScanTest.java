package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

    @TempDir Path temp;
    private Path folder;
    private FolderScan scan;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectories(temp.resolve("deploy"));
        var store = new JarStore(temp.resolve("kept"), 3);
        var reader = new PluginReader(folder, store, List.of(), JarTrust.ANY);
        scan = new FolderScan(folder, reader);
    }

    @Test
    void aFileThatStillGrowsIsNotRead() throws IOException {
        var path = folder.resolve("a.jar");
        var whole = TinyBundle.plugin("a", "1.0.0").bytes();
        Files.write(path, Arrays.copyOf(whole, 100));
        assertThat(scan.look()).isEmpty();
        Files.write(path, Arrays.copyOfRange(whole, 100, 300), StandardOpenOption.APPEND);
        assertThat(scan.look()).isEmpty();
        Files.write(path, Arrays.copyOfRange(whole, 300, whole.length), StandardOpenOption.APPEND);
        assertThat(scan.look()).isEmpty();
        assertThat(scan.look().orElseThrow())
                .singleElement()
                .satisfies(jar -> assertThat(jar.fit()).isTrue());
    }

    @Test
    void aFileThatGrowsForEverDoesNotHoldUpTheOthers() throws IOException {
        var growing = folder.resolve("a.jar");
        TinyBundle.plugin("a", "1.0.0").into(folder, "a.jar");
        scan.look();
        assertThat(scan.look().orElseThrow()).hasSize(1);
        TinyBundle.plugin("b", "1.0.0").into(folder, "b.jar");
        var half = new byte[] {'x'};
        var looks = new ArrayList<Optional<List<PluginFile>>>();
        for (int i = 0; i < 40; i++) {
            Files.write(growing, half, StandardOpenOption.APPEND);
            looks.add(scan.look());
        }
        assertThat(looks.get(10)).isEmpty();
        assertThat(looks.getLast().orElseThrow())
                .extracting(PluginFile::name, PluginFile::fit)
                .containsExactly(tuple("a", true), tuple("b", true));
        assertThat(scan.look().orElseThrow())
                .extracting(PluginFile::fit)
                .as("once it is quiet it counts as it is")
                .hasSize(2);
    }

    @Test
    void replacingAndRenamingAreSeen() throws IOException {
        TinyBundle.plugin("a", "1.0.0").into(folder, "a.jar");
        scan.look();
        assertThat(scan.look().orElseThrow().get(0).version()).hasToString("1.0.0");
        TinyBundle.plugin("a", "1.0.10").into(folder, "a.jar");
        scan.look();
        assertThat(scan.look().orElseThrow().get(0).version()).hasToString("1.0.10");
        Files.move(folder.resolve("a.jar"), folder.resolve("b.jar"));
        scan.look();
        assertThat(scan.look().orElseThrow().get(0).path()).hasFileName("b.jar");
    }

    @Test
    void aSignatureThatComesLaterHasItsFileReadAgain() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "skill: a");
        scan.look();
        var before = scan.look().orElseThrow().get(0);
        assertThat(scan.look().orElseThrow().get(0)).isSameAs(before);
        Files.writeString(folder.resolve("a.yaml.sig"), "x");
        assertThat(scan.look()).isEmpty();
        assertThat(scan.look().orElseThrow()).singleElement().isNotSameAs(before);
    }

    @Test
    void hiddenFilesAndOtherKindsAreLeftAlone() throws IOException {
        Files.writeString(folder.resolve(".half.jar"), "x");
        Files.writeString(folder.resolve("readme.txt"), "x");
        scan.look();
        assertThat(scan.look().orElseThrow()).isEmpty();
    }

    @Test
    void oneFileThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        TinyBundle.plugin("a", "1.0.0").into(folder, "a.jar");
        Files.createDirectory(folder.resolve("b.jar"));
        scan.look();
        assertThat(scan.look().orElseThrow())
                .extracting(PluginFile::fit)
                .containsExactly(true, false);
    }
}
