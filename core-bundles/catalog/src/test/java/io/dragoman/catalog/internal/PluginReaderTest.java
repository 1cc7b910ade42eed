package io.dragoman.catalog.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginFormat;
import io.dragoman.catalog.PluginFormat.Translated;
import io.dragoman.catalog.PluginListener;
import io.dragoman.catalog.internal.PluginFile.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginReaderTest {

    private static final String SHA_OF_1_2_3 =
            "c47f5b18b8a430e698b9fe15e51f6119984e78334bcf3f45e210d30c37ef2f9e";

    @TempDir Path temp;
    private final List<PluginFormat> formats = new CopyOnWriteArrayList<>();
    private Path folder;
    private PluginReader reader;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectories(temp.resolve("deploy"));
        reader = reader(JarTrust.ANY);
    }

    private PluginReader reader(JarTrust trust) throws IOException {
        return new PluginReader(folder, new JarStore(temp.resolve("kept"), 3), formats, trust);
    }

    private PluginFile read(TinyBundle bundle) throws IOException {
        return reader.read(bundle.into(folder, "x.jar"));
    }

    private String fault(TinyBundle bundle) throws IOException {
        return fault(bundle.into(folder, "x.jar"));
    }

    private String fault(Path path) throws IOException {
        return switch (reader.read(path).verdict()) {
            case Verdict.Faulty faulty -> faulty.why().text();
            case Verdict other -> "";
        };
    }

    @Test
    void aBundleIsKnownByItsNameVersionAndContent() throws IOException {
        var jar =
                read(
                        TinyBundle.named("my.skill;singleton:=true", "1.2.3")
                                .header("Bundle-Name", "Mine"));
        assertThat(jar.fit()).isTrue();
        assertThat(jar.name()).isEqualTo("my.skill");
        assertThat(jar.title()).isEqualTo("Mine");
        assertThat(jar.version()).hasToString("1.2.3");
        assertThat(jar.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aJarWithoutAManifestIsNoBundle() throws IOException {
        assertThat(fault(new TinyBundle())).contains("no manifest").contains("docs/skills.md");
    }

    @Test
    void anOrdinaryJarIsNoBundle() throws IOException {
        assertThat(fault(new TinyBundle().header("Created-By", "me")))
                .contains("no Bundle-SymbolicName");
    }

    @Test
    void aDescriptionThatUnpacksToMoreThanMemoryCanHoldIsNotReadWhole() throws IOException {
        var path = folder.resolve("x.jar");
        try (var jar = new JarOutputStream(Files.newOutputStream(path))) {
            jar.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            jar.write(("Bundle-ManifestVersion: 2\nBundle-SymbolicName: x\n").getBytes(UTF_8));
            jar.putNextEntry(new JarEntry("OSGI-INF/x.xml"));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 9; i++) {
                jar.write(zeros);
            }
        }
        assertThat(Files.size(path)).isLessThan(100_000);
        assertThat(fault(path))
                .isEqualTo("its OSGI-INF/x.xml unpacks to more than 8 MB: make it smaller");
    }

    @Test
    void aJarOfTenThousandEntriesIsUsedAndOneOfAHundredThousandIsNot() throws IOException {
        var many = TinyBundle.named("many", "1.0.0");
        IntStream.range(0, 10_000).forEach(i -> many.file("e/" + i, "x"));
        assertThat(read(many).fit()).isTrue();
        IntStream.range(10_000, 70_000).forEach(i -> many.file("e/" + i, "x"));
        assertThat(fault(many)).contains("more than 65535 entries");
    }

    @Test
    void aFileTooLargeForItsKindIsNotEvenCopied() throws IOException {
        var path = folder.resolve("x.yaml");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(Bounds.LARGEST_OTHER + 1);
        }
        assertThat(fault(path)).isEqualTo("it is larger than 32 MB: make it smaller");
        assertThat(temp.resolve("kept")).isEmptyDirectory();
    }

    @Test
    void aFolderNamedLikeAJarIsSaidToBeNone() throws IOException {
        var path = Files.createDirectory(folder.resolve("x.jar"));
        assertThat(fault(path)).contains("a directory or a device");
        assertThat(temp.resolve("kept")).isEmptyDirectory();
    }

    @Test
    void aLinkToAFileCountsAsTheFileAndOneToADeviceAsNone() throws IOException {
        var outside = TinyBundle.plugin("a", "1.0.0").into(temp, "outside.jar");
        var link = Files.createSymbolicLink(folder.resolve("x.jar"), outside);
        assertThat(reader.read(link).fit()).isTrue();
        var endless = Files.createSymbolicLink(folder.resolve("y.jar"), Path.of("/dev/zero"));
        assertThat(fault(endless)).contains("a directory or a device");
    }

    @Test
    void whatIsNoZipAtAllIsSaidToBe() throws IOException {
        var path = folder.resolve("x.jar");
        Files.writeString(path, "hello");
        assertThat(fault(path)).contains("no readable jar").contains("copy it again");
        Files.write(path, new byte[0]);
        assertThat(fault(path)).isNotEmpty();
    }

    @Test
    void aHalfOfAJarIsNoReadableJar() throws IOException {
        var path = folder.resolve("x.jar");
        var whole = TinyBundle.plugin("a", "1.0.0").bytes();
        Files.write(path, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(fault(path)).contains("no readable jar");
    }

    @Test
    void aBrokenManifestHarmsNobodyElse() throws IOException {
        var path = folder.resolve("x.jar");
        try (var jar = new java.util.jar.JarOutputStream(Files.newOutputStream(path))) {
            jar.putNextEntry(new java.util.jar.JarEntry("META-INF/MANIFEST.MF"));
            jar.write(
                    "this is : no manifest\n\n\n : \n x"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        assertThat(fault(path)).isNotEmpty();
    }

    @Test
    void aVersionThatIsNoneIsQuoted() throws IOException {
        assertThat(fault(TinyBundle.named("a", "one"))).contains("'one'").contains("1.2.3");
    }

    @Test
    void aFragmentIsRefused() throws IOException {
        assertThat(fault(TinyBundle.named("a", "1").header("Fragment-Host", "b")))
                .contains("fragment");
    }

    @Test
    void onlyTheApiMayBeImported() throws IOException {
        var imports =
                "io.dragoman.api.skill;version=\"[0.1,1)\",io.dragoman.storage;version=\"[0.1,1)\"";
        assertThat(fault(TinyBundle.named("a", "1").header("Import-Package", imports)))
                .contains("io.dragoman.storage");
        var api = "io.dragoman.api.skill;version=\"[0.1,1)\",org.slf4j";
        assertThat(fault(TinyBundle.named("a", "1").header("Import-Package", api))).isEmpty();
        assertThat(fault(TinyBundle.named("a", "1").header("DynamicImport-Package", "*")))
                .contains("DynamicImport-Package");
    }

    /** Takes the first line of a text as the version of a plug-in. */
    private static final class Notes implements PluginFormat {
        @Override
        public boolean accepts(String fileName) {
            return fileName.endsWith(".yaml");
        }

        @Override
        public Translated translate(String fileName, byte[] content) {
            var text = new String(content, StandardCharsets.UTF_8).strip();
            return text.startsWith("1")
                    ? new Translated.Jar(
                            TinyBundle.named("from." + fileName, text)
                                    .header("Import-Package", "io.dragoman.authoring")
                                    .bytes())
                    : new Translated.Faulty(3, "no version");
        }
    }

    @Test
    void aFileOfAnotherFormatIsTranslatedAndKeepsItsOwnHash() throws IOException {
        formats.add(new Notes());
        var path = Files.writeString(folder.resolve("a.yaml"), "1.2.3");
        var file = reader.read(path);
        assertThat(file.fit()).isTrue();
        assertThat(file.name()).isEqualTo("from.a.yaml");
        assertThat(file.version()).hasToString("1.2.3");
        assertThat(file.jar()).hasFileName(".translated.jar").exists();
        // Of the text, not of the jar that was made of it.
        assertThat(file.sha256()).isEqualTo(SHA_OF_1_2_3);
    }

    /** Trusts a file whose signature is its own content. */
    private static final class Mirror implements JarTrust {
        @Override
        public Answer ask(JarStore.Copy jar) {
            return new Answer.Distrusted(Reason.said("no jars here"));
        }

        @Override
        public Answer askBeside(JarStore.Copy file, Optional<byte[]> signature) {
            return signature
                            .map(bytes -> new String(bytes, UTF_8))
                            .filter("1.2.3"::equals)
                            .isPresent()
                    ? new Answer.Trusted("mirror")
                    : new Answer.Distrusted(Reason.said("not signed"));
        }

        @Override
        public Object version() {
            return "";
        }

        @Override
        public List<PluginListener.Event> news() {
            return List.of();
        }
    }

    @Test
    void aFileThatIsNoJarIsJudgedByTheSignatureBesideIt() throws IOException {
        formats.add(new Notes());
        reader = reader(new Mirror());
        var path = Files.writeString(folder.resolve("a.yaml"), "1.2.3");
        assertThat(reader.read(path).verdict())
                .isEqualTo(new Verdict.Refused(Reason.said("not signed")));
        var beside = Files.writeString(folder.resolve("a.yaml.sig"), "1.2.3");
        assertThat(reader.read(path).signer()).isEqualTo("mirror");
        assertThat(reader.isSignature("a.yaml.sig")).isTrue();
        assertThat(reader.isSignature("a.jar.sig")).isFalse();
        assertThat(reader.accepts("a.yaml.sig")).isFalse();
        // Of a former version the signature is kept as long as its content is.
        var store = new JarStore(temp.resolve("kept"), 3);
        var former = store.remembered(SHA_OF_1_2_3).lives(reader.read(path), Instant.EPOCH);
        Files.delete(beside);
        assertThat(reader.kept(former).orElseThrow().signer()).isEqualTo("mirror");
        assertThat(store.find(SHA_OF_1_2_3).orElseThrow()).hasFileName("a.yaml");
    }

    @Test
    void aFileThatCannotBeTranslatedNamesItsLine() throws IOException {
        formats.add(new Notes());
        assertThat(fault(Files.writeString(folder.resolve("a.yaml"), "rubbish")))
                .isEqualTo("line 3: no version");
    }

    @Test
    void aFormatThatThrowsHarmsOnlyItsFile() throws IOException {
        formats.add(
                new PluginFormat() {
                    @Override
                    public boolean accepts(String fileName) {
                        return fileName.endsWith(".odd");
                    }

                    @Override
                    public Translated translate(String fileName, byte[] content) {
                        throw new IllegalStateException("not today");
                    }
                });
        assertThat(reader.accepts("a.odd")).isTrue();
        assertThat(fault(Files.writeString(folder.resolve("a.odd"), "x"))).contains("not today");
    }

    @Test
    void aFileWhoseFormatIsNotThereYetWaits() throws IOException {
        assertThat(reader.accepts("a.wasm")).isTrue();
        assertThat(reader.accepts("a.txt")).isFalse();
        var file = reader.read(Files.writeString(folder.resolve("a.wasm"), "x"));
        assertThat(file.verdict()).isInstanceOf(Verdict.Open.class);
    }

    @Test
    void aDisabledFileIsStillKnown() throws IOException {
        var path = TinyBundle.plugin("a", "1.0.0").into(folder, "a.jar.disabled");
        var file = reader.read(path);
        assertThat(reader.accepts("a.jar.disabled")).isTrue();
        assertThat(file.verdict()).isInstanceOf(Verdict.Disabled.class);
        assertThat(file.name()).isEqualTo("a");
    }

    @Test
    void whatIsInstalledIsTheCopyThatWasJudged() throws IOException {
        var file = read(TinyBundle.plugin("a", "1.0.0"));
        var judged = Files.readAllBytes(file.path());
        Files.writeString(file.path(), "exchanged");
        assertThat(file.jar()).isNotEqualTo(file.path());
        assertThat(Files.readAllBytes(file.jar())).isEqualTo(judged);
    }
}
