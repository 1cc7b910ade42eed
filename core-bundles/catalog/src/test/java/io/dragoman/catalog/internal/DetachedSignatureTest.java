package io.dragoman.catalog.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.dragoman.catalog.PluginKeys.Outcome;
import io.dragoman.catalog.internal.JarTrust.Answer;
import io.dragoman.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures of files that are no jars. */
class DetachedSignatureTest {

    private static final byte[] SKILL = "skill: warranty".getBytes(UTF_8);

    @TempDir static Path safe;
    private static JarSigner signer;

    @TempDir Path temp;
    private JarStore store;
    private TrustedKeys keys;

    @BeforeAll
    static void makeKeys() {
        signer = new JarSigner(safe).key("acme").key("mallory").key("brief", "-validity", "2");
    }

    @BeforeEach
    void open() throws IOException {
        store = new JarStore(temp.resolve("kept"), 3);
        keys = new TrustedKeys(temp.resolve("plugin-keys"));
        assertThat(keys.add("acme", signer.pem("acme"))).isInstanceOf(Outcome.Done.class);
    }

    private Answer ask(Optional<byte[]> signature, boolean unsigned, Instant when)
            throws IOException {
        var file = Files.write(temp.resolve("warranty.yaml"), SKILL);
        var judge = new SignedJars(true, unsigned, keys, store, TestClock.at(when));
        return judge.askBeside(store.take(file), signature);
    }

    private Answer ask(byte[] signature) throws IOException {
        return ask(Optional.of(signature), false, Instant.now());
    }

    private static void refused(Answer answer, String words) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Distrusted.class, no -> assertThat(no.why().text()).contains(words));
    }

    @Test
    void aFileSignedByATrustedKeyIsTakenInBinaryAndInBase64() throws IOException {
        var signature = signer.signature("acme", SKILL);
        assertThat(ask(signature)).isEqualTo(new Answer.Trusted("acme"));
        assertThat(ask(Base64.getMimeEncoder().encode(signature)))
                .isEqualTo(new Answer.Trusted("acme"));
    }

    @Test
    void anUnsignedFileIsRefusedUnlessASettingSaysOtherwise() throws IOException {
        refused(ask(Optional.empty(), false, Instant.now()), "the ending .sig");
        assertThat(ask(Optional.empty(), true, Instant.now())).isEqualTo(new Answer.Trusted(""));
    }

    @Test
    void aStrangersSignatureAndThatOfAnotherContentAreRefusedEverywhere() throws IOException {
        refused(ask(signer.signature("mallory", SKILL)), "a key that is not trusted");
        var other = Optional.of(signer.signature("acme", new byte[] {1}));
        refused(ask(other, true, Instant.now()), "of another content");
        refused(ask(new byte[] {1, 2, 3}), "of another content");
    }

    @Test
    void anExpiredCertificateSignsNothingNewAndKeepsWhatCame() throws IOException {
        assertThat(keys.add("brief", signer.pem("brief"))).isInstanceOf(Outcome.Done.class);
        var signature = Optional.of(signer.signature("brief", SKILL));
        var later = Instant.now().plus(Duration.ofDays(3));
        refused(ask(signature, false, later), "expired on");
        assertThat(ask(signature, false, Instant.now())).isEqualTo(new Answer.Trusted("brief"));
        assertThat(ask(signature, false, later)).isEqualTo(new Answer.Trusted("brief"));
    }

    @Test
    void aSignatureThatIsTooLongIsNotRead() throws IOException {
        var file = Files.write(temp.resolve("a.sig"), new byte[9000]);
        assertThatIOException()
                .isThrownBy(() -> DetachedSignature.read(file))
                .withMessageContaining("longer than a signature");
        assertThat(DetachedSignature.read(temp.resolve("none.sig"))).isEmpty();
    }
}
