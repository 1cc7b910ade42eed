package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginListener;
import io.dragoman.catalog.internal.JarSignatures.Found;
import io.dragoman.catalog.internal.TrustedKeys.Trusted;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Trusts jars whose every entry is signed by a trusted key, or by one that a trusted key has
 * certified. Where signatures are not required a jar without one is taken too, but never one whose
 * signature is broken. Thread-safe.
 */
final class SignedJars implements JarTrust {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final String ADVICE =
            "; here only jars signed by a trusted key are taken (see docs/plugins.md)";

    private final boolean required;
    private final boolean formatsUnsigned;
    private final TrustedKeys keys;
    private final JarStore store;
    private final Clock clock;

    /**
     * Makes a judge.
     *
     * @param required whether a jar must be signed
     * @param formatsUnsigned whether files that are no jars are taken without one all the same
     */
    SignedJars(
            boolean required,
            boolean formatsUnsigned,
            TrustedKeys keys,
            JarStore store,
            Clock clock) {
        this.required = required;
        this.formatsUnsigned = formatsUnsigned;
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Answer ask(JarStore.Copy jar) {
        try {
            return switch (JarSignatures.read(jar.file())) {
                case Found.Broken broken -> new Answer.Distrusted(broken.why());
                case Found.None none ->
                        required
                                ? new Answer.Distrusted(
                                        advised(Reason.of("unsigned", "it is not signed")))
                                : new Answer.Trusted("");
                case Found.By by -> signed(jar, by.signers());
            };
        } catch (IOException e) {
            return new Answer.Distrusted(SignatureWords.unread(e));
        }
    }

    private Answer signed(JarStore.Copy jar, List<CertPath> signers) {
        var reason = Reason.of("signed-by-nobody", "it is signed by nobody");
        for (var signer : signers) {
            reason =
                    Reason.of(
                            "untrusted",
                            "it is signed by {signer}, who is not trusted",
                            "signer",
                            subject(signer));
            for (var key : keys.all()) {
                if (key.certificate().isEmpty() || !vouches(key.certificate().get(), signer)) {
                    continue;
                }
                var problem = problem(jar, key, leaf(signer));
                if (problem.isEmpty()) {
                    return trusted(jar, key);
                }
                reason = problem;
            }
        }
        return required ? new Answer.Distrusted(advised(reason)) : new Answer.Trusted("");
    }

    private static Reason advised(Reason why) {
        return why.saying(why.text() + ADVICE);
    }

    private static X509Certificate leaf(CertPath signer) {
        return (X509Certificate) signer.getCertificates().get(0);
    }

    private static String subject(CertPath signer) {
        return leaf(signer).getSubjectX500Principal().getName();
    }

    /** Whether a key is the signer's or has certified the signer's, leaving dates aside. */
    private static boolean vouches(X509Certificate key, CertPath signer) {
        if (key.equals(leaf(signer))) {
            return true;
        }
        try {
            var chain = signer.getCertificates();
            var below = chain.subList(0, chain.contains(key) ? chain.indexOf(key) : chain.size());
            if (key.getBasicConstraints() < below.size() - 1) {
                // Not an authority, or not of so long a chain; of the anchor nobody else asks that.
                return false;
            }
            var path = CertificateFactory.getInstance("X.509").generateCertPath(below);
            var rules = new PKIXParameters(Set.of(new TrustAnchor(key, null)));
            rules.setRevocationEnabled(false);
            // What has expired is told apart later, with its name and date.
            rules.setDate(leaf(signer).getNotBefore());
            CertPathValidator.getInstance("PKIX").validate(path, rules);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Why a trusted key's signature does not count now; empty when it does. */
    private Reason problem(JarStore.Copy jar, Trusted key, X509Certificate signer) {
        // What came while its certificate was valid stays; nobody else could say when that was.
        boolean knownBefore =
                store.remembered(jar.sha256()).signer().equals(key.key().fingerprint());
        var now = Date.from(clock.instant());
        for (var certificate : List.of(signer, key.certificate().orElseThrow())) {
            if (now.after(certificate.getNotAfter()) && !knownBefore) {
                return SignatureWords.expired(key, certificate);
            }
            if (now.before(certificate.getNotBefore())) {
                return SignatureWords.notYetValid(key, certificate);
            }
        }
        return mayNotSign(signer)
                ? Reason.of(
                        "not-for-code",
                        "the certificate of {signer} is not for signing code",
                        "signer",
                        signer.getSubjectX500Principal().getName())
                : Reason.NONE;
    }

    private static boolean mayNotSign(X509Certificate certificate) {
        try {
            var purposes = certificate.getExtendedKeyUsage();
            return purposes != null
                    && !purposes.contains(CODE_SIGNING)
                    && !purposes.contains(ANY_PURPOSE);
        } catch (CertificateParsingException e) {
            return true;
        }
    }

    @Override
    public Answer askBeside(JarStore.Copy file, Optional<byte[]> signature) {
        if (signature.isEmpty()) {
            return required && !formatsUnsigned
                    ? new Answer.Distrusted(
                            Reason.of(
                                    "unsigned-file",
                                    "it is not signed; here a file like this needs its signature"
                                            + " beside it, in a file of its name with the ending"
                                            + " .sig (see docs/plugins.md)"))
                    : new Answer.Trusted("");
        }
        try {
            return signedBeside(file, Files.readAllBytes(file.file()), signature.get());
        } catch (IOException e) {
            return new Answer.Distrusted(SignatureWords.unread(e));
        }
    }

    private Answer signedBeside(JarStore.Copy file, byte[] content, byte[] signature) {
        var reason =
                Reason.of(
                        "other-signature",
                        "its .sig is the signature of another content, or by a key that is not"
                                + " trusted");
        for (var key : keys.all()) {
            var certificate = key.certificate();
            if (certificate.isPresent()
                    && DetachedSignature.fits(
                            certificate.get().getPublicKey(), content, signature)) {
                var problem = problem(file, key, certificate.get());
                if (problem.isEmpty()) {
                    return trusted(file, key);
                }
                reason = problem;
            }
        }
        return new Answer.Distrusted(reason);
    }

    private Answer trusted(JarStore.Copy file, Trusted key) {
        var print = key.key().fingerprint();
        store.remember(store.remembered(file.sha256()).signedBy(print));
        return new Answer.Trusted(key.key().name());
    }

    @Override
    public Object version() {
        return keys.version();
    }

    @Override
    public List<PluginListener.Event> news() {
        return keys.news(clock.instant());
    }
}
