package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.PluginKeys.Outcome;
import io.dragoman.catalog.PluginListener.Kind;
import io.dragoman.catalog.internal.JarTrust.Answer;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With jars that the JDK's own tools have signed. */
class SignedJarsTest {

    @TempDir static Path safe;
    private static JarSigner signer;

    @TempDir Path temp;
    private JarStore store;
    private TrustedKeys keys;

    @BeforeAll
    static void makeKeys() {
        signer =
                new JarSigner(safe)
                        .key("acme")
                        .key("mallory")
                        .key("old", "-startdate", "2020/01/01 00:00:00", "-validity", "30")
                        .key("early", "-startdate", "+10d", "-validity", "30")
                        .key("brief", "-validity", "2")
                        .key("ca", "-ext", "bc:c")
                        .key("dev", "-signer", "ca")
                        .key("web", "-signer", "ca", "-ext", "eku=serverAuth")
                        .key("fraud", "-signer", "acme");
    }

    @BeforeEach
    void open() throws IOException {
        store = new JarStore(temp.resolve("kept"), 3);
        keys = new TrustedKeys(temp.resolve("plugin-keys"));
        assertThat(keys.add("acme", signer.pem("acme"))).isInstanceOf(Outcome.Done.class);
    }

    private Path jar() {
        return TinyBundle.plugin("my.skill", "1.0.0").into(temp, "a.jar");
    }

    private Answer ask(Path jar) throws IOException {
        return ask(jar, true, Instant.now());
    }

    private Answer ask(Path jar, boolean required, Instant when) throws IOException {
        var judge = new SignedJars(required, true, keys, store, TestClock.at(when));
        return judge.ask(store.take(jar));
    }

    private static void refused(Answer answer, String... words) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Distrusted.class, no -> assertThat(no.why().text()).contains(words));
    }

    @Test
    void aJarSignedByATrustedKeyIsTaken() throws IOException {
        var jar = signer.signWithTheTool(jar(), "acme");
        assertThat(ask(jar)).isEqualTo(new Answer.Trusted("acme"));
    }

    @Test
    void anUnsignedJarIsRefusedOnlyWhereSignaturesAreRequired() throws IOException {
        refused(ask(jar()), "it is not signed", "docs/plugins.md");
        assertThat(ask(jar(), false, Instant.now())).isEqualTo(new Answer.Trusted(""));
    }

    @Test
    void aStrangersSignatureIsRefusedByName() throws IOException {
        refused(ask(signer.sign(jar(), "mallory")), "CN=mallory", "not trusted");
    }

    /** Changes one entry and leaves the signature as it is. */
    private static void overwrite(Path jar, String entry, byte[] content) throws IOException {
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.write(zip.getPath(entry), content);
        }
    }

    @Test
    void aJarWithOneByteChangedIsRefusedEverywhere() throws IOException {
        var jar = signer.sign(jar(), "acme");
        byte[] content;
        try (var open = new JarFile(jar.toFile())) {
            content = open.getInputStream(open.getEntry("tiny/Thing.class")).readAllBytes();
        }
        content[content.length / 2] ^= 1;
        overwrite(jar, "tiny/Thing.class", content);
        refused(ask(jar), "its entry tiny/Thing.class was changed after signing");
        refused(ask(jar, false, Instant.now()), "was changed after signing");
    }

    @Test
    void aManifestThatWasChangedIsRefused() throws IOException {
        var jar = signer.sign(jar(), "acme");
        byte[] manifest;
        try (var open = new JarFile(jar.toFile())) {
            manifest = open.getInputStream(open.getEntry("META-INF/MANIFEST.MF")).readAllBytes();
        }
        var text = new String(manifest, java.nio.charset.StandardCharsets.UTF_8);
        var other = text.replace("Bundle-Version: 1.0.0", "Bundle-Version: 9.0.0");
        overwrite(
                jar,
                "META-INF/MANIFEST.MF",
                other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(other).isNotEqualTo(text);
        assertThat(ask(jar)).isInstanceOf(Answer.Distrusted.class);
    }

    @Test
    void anEntryAddedAfterSigningIsRefusedByName() throws IOException {
        var jar = signer.sign(jar(), "acme");
        overwrite(jar, "tiny.properties", new byte[] {1});
        refused(ask(jar), "its entry tiny.properties is not signed");
    }

    @Test
    void anEntryRemovedAfterSigningIsRefusedByName() throws IOException {
        var jar = signer.sign(jar(), "acme");
        try (var zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.delete(zip.getPath("OSGI-INF/thing.xml"));
        }
        refused(ask(jar), "its entry OSGI-INF/thing.xml was removed after signing");
    }

    @Test
    void aJarSignedInTwoHalvesByTwoIsRefused() throws IOException {
        keys.add("other", signer.pem("mallory"));
        var jar = signer.sign(jar(), "acme");
        overwrite(jar, "more.properties", new byte[] {1});
        assertThat(ask(signer.sign(jar, "mallory"))).isEqualTo(new Answer.Trusted("other"));
        overwrite(jar, "still.more", new byte[] {1});
        refused(ask(jar), "still.more");
    }

    @Test
    void aSignatureFileWithoutASignatureIsWorthNothing() throws IOException {
        var jar = temp.resolve("fake.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            out.putNextEntry(new JarEntry("META-INF/ACME.SF"));
            out.write(
                    "Signature-Version: 1.0\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("tiny/Thing.class"));
            out.write(1);
        }
        refused(ask(jar), "tiny/Thing.class is not signed");
    }

    private static java.util.jar.Manifest manifest() {
        var manifest = new java.util.jar.Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        return manifest;
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDate() throws IOException {
        keys.add("old", signer.pem("old"));
        refused(ask(signer.sign(jar(), "old")), "key 'old'", "expired on 2020-01-");
    }

    @Test
    void aCertificateThatIsNotYetValidIsRefused() throws IOException {
        keys.add("early", signer.pem("early"));
        refused(ask(signer.sign(jar(), "early")), "key 'early'", "valid only from");
    }

    @Test
    void whatCameWhileItsCertificateWasValidStaysWhenItHasExpired() throws IOException {
        keys.add("brief", signer.pem("brief"));
        var known = signer.sign(jar(), "brief");
        assertThat(ask(known)).isEqualTo(new Answer.Trusted("brief"));
        var later = Instant.now().plus(Duration.ofDays(3));
        assertThat(ask(known, true, later)).isEqualTo(new Answer.Trusted("brief"));
        var fresh = TinyBundle.plugin("my.skill", "2.0.0").into(temp, "b.jar");
        refused(ask(signer.sign(fresh, "brief"), true, later), "expired on");
    }

    @Test
    void aKeyThatIsTakenAwayTakesAlongWhatItHasSigned() throws IOException {
        var jar = signer.sign(jar(), "acme");
        assertThat(ask(jar)).isEqualTo(new Answer.Trusted("acme"));
        var before = keys.version();
        assertThat(keys.remove("acme")).isInstanceOf(Outcome.Done.class);
        assertThat(keys.version()).isNotEqualTo(before);
        refused(ask(jar), "CN=acme", "not trusted");
    }

    @Test
    void aKeyMayCertifyTheKeysOfOthers() throws IOException {
        keys.add("ca", signer.pem("ca"));
        assertThat(ask(signer.sign(jar(), "dev"))).isEqualTo(new Answer.Trusted("ca"));
    }

    @Test
    void whoIsCertifiedForSomethingElseMayNotSign() throws IOException {
        keys.add("ca", signer.pem("ca"));
        refused(ask(signer.sign(jar(), "web")), "CN=web", "not for signing code");
    }

    @Test
    void whoIsNoAuthorityCertifiesNobody() throws IOException {
        refused(ask(signer.sign(jar(), "fraud")), "CN=fraud", "not trusted");
    }

    @Test
    void aKeyNeedsAName() {
        for (var name : new String[] {"", "..", "A", "a/b", "../x"}) {
            assertThat(keys.add(name, signer.pem("acme"))).isInstanceOf(Outcome.Refused.class);
        }
        assertThat(keys.add("acme", signer.pem("acme"))).isInstanceOf(Outcome.Taken.class);
        assertThat(keys.add("rubbish", "hello")).isInstanceOf(Outcome.Refused.class);
        assertThat(keys.remove("nobody")).isInstanceOf(Outcome.Missing.class);
        assertThat(keys.list()).extracting(key -> key.name()).containsExactly("acme");
    }

    @Test
    void whatOthersDoToTheFolderOfKeysIsTold() throws IOException {
        assertThat(keys.news(Instant.EPOCH)).isEmpty();
        var file = temp.resolve("plugin-keys/other.pem");
        Files.writeString(file, signer.pem("mallory"));
        assertThat(keys.news(Instant.EPOCH))
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.kind()).isEqualTo(Kind.KEY_ADDED);
                            assertThat(event.plugin()).isEqualTo("other");
                            assertThat(event.why().text()).contains("CN=mallory");
                        });
        Files.writeString(temp.resolve("plugin-keys/bad.pem"), "rubbish");
        assertThat(keys.list().getLast().name()).isEqualTo("other");
        assertThat(keys.list().get(1).why().text()).contains("no X.509 certificate");
        keys.news(Instant.EPOCH);
        Files.delete(file);
        assertThat(keys.news(Instant.EPOCH))
                .extracting(event -> event.kind())
                .containsExactly(Kind.KEY_REMOVED);
    }
}
