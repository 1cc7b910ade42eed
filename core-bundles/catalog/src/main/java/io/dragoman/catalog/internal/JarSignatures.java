package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.CertPath;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Reads the signatures of a jar as {@code jarsigner} makes them: every entry is read and compared
 * with its digest, and all must be signed by the same.
 */
final class JarSignatures {

    private static final Pattern SIGNATURE_FILE =
            Pattern.compile("META-INF/(?:[^/]+\\.(?:SF|RSA|DSA|EC)|SIG-[^/]*|MANIFEST\\.MF)");
    private static final long MOST_BYTES = 1L << 30;

    private JarSignatures() {}

    /** What a jar's signatures are worth by themselves, whoever made them. */
    sealed interface Found {

        /** There are none. */
        record None() implements Found {}

        /** The jar is not what was signed. */
        record Broken(Reason why) implements Found {}

        /** Each of these has signed all of it. */
        record By(List<CertPath> signers) implements Found {}
    }

    /** Reads a whole jar. */
    static Found read(Path path) throws IOException {
        try (var jar = new JarFile(path.toFile(), true)) {
            boolean signed =
                    jar.stream().map(JarEntry::getName).anyMatch(JarSignatures::isSignature);
            return signed ? read(jar) : new Found.None();
        } catch (SecurityException e) {
            return new Found.Broken(
                    Reason.of(
                            "broken-signature",
                            "its signature is broken ({cause})",
                            "cause",
                            e.getMessage()));
        }
    }

    private static boolean isSignature(String entry) {
        var name = entry.toUpperCase(Locale.ROOT);
        return name.startsWith("META-INF/") && name.endsWith(".SF") && isAboutSignatures(entry);
    }

    private static boolean isAboutSignatures(String entry) {
        return SIGNATURE_FILE.matcher(entry.toUpperCase(Locale.ROOT)).matches();
    }

    private static Found read(JarFile jar) throws IOException {
        var missing =
                jar.getManifest().getEntries().keySet().stream()
                        .filter(name -> !name.endsWith("/") && jar.getEntry(name) == null)
                        .findFirst();
        if (missing.isPresent()) {
            return new Found.Broken(
                    Reason.of(
                            "entry-removed",
                            "its entry {entry} was removed after signing",
                            "entry",
                            missing.get()));
        }
        var names = new HashSet<String>();
        Set<CodeSigner> common = null;
        long budget = MOST_BYTES;
        for (var entry : jar.stream().toList()) {
            if (!names.add(entry.getName())) {
                return new Found.Broken(
                        Reason.of(
                                "entry-twice",
                                "it has two entries named {entry}",
                                "entry",
                                entry.getName()));
            }
            var size = readable(jar, entry, budget);
            if (size.isEmpty()) {
                return new Found.Broken(
                        Reason.of(
                                "entry-changed",
                                "its entry {entry} was changed after signing",
                                "entry",
                                entry.getName()));
            }
            budget -= size.get();
            if (entry.isDirectory() || isAboutSignatures(entry.getName())) {
                continue;
            }
            var signers = entry.getCodeSigners();
            if (signers == null) {
                return new Found.Broken(
                        Reason.of(
                                "entry-unsigned",
                                "its entry {entry} is not signed, or with an algorithm that is too weak",
                                "entry",
                                entry.getName()));
            }
            common =
                    common == null
                            ? new HashSet<>(Arrays.asList(signers))
                            : shared(common, signers);
        }
        return common == null || common.isEmpty()
                ? new Found.Broken(
                        Reason.of("mixed-signers", "its entries are not all signed by the same"))
                : new Found.By(common.stream().map(CodeSigner::getSignerCertPath).toList());
    }

    private static Set<CodeSigner> shared(Set<CodeSigner> common, CodeSigner[] signers) {
        common.retainAll(Arrays.asList(signers));
        return common;
    }

    /** Reads an entry, which is what compares its digest; empty when it is another. */
    private static Optional<Long> readable(JarFile jar, JarEntry entry, long budget)
            throws IOException {
        var buffer = new byte[65_536];
        long all = 0;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all += n;
                if (all > budget) {
                    throw new IOException("it unpacks to more than " + MOST_BYTES + " bytes");
                }
            }
            return Optional.of(all);
        } catch (SecurityException e) {
            return Optional.empty();
        }
    }
}
