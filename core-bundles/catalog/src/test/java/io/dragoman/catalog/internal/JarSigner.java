package io.dragoman.catalog.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;

/** The JDK's own keytool and jarsigner, as an integrator uses them. */
final class JarSigner {

    private static final String PASSWORD = "changeit";

    private final Path store;

    JarSigner(Path folder) {
        this.store = folder.resolve("keys.p12");
    }

    /** Makes a key; its certificate is its own unless another key signs it. */
    JarSigner key(String alias, String... more) {
        var command = new ArrayList<>(List.of(tool("keytool"), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
        command.addAll(List.of("-dname", "CN=" + alias, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(more));
        run(command);
        return this;
    }

    private PrivateKeyEntry entry(String alias) {
        try {
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            var password = new PasswordProtection(PASSWORD.toCharArray());
            return (PrivateKeyEntry) keys.getEntry(alias, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate of a key. */
    String pem(String alias) {
        try {
            var bytes = entry(alias).getCertificate().getEncoded();
            var lines = Base64.getMimeEncoder().encodeToString(bytes);
            return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs a jar in its place, by what jarsigner itself is made of. */
    Path sign(Path jar, String alias) {
        var signed = jar.resolveSibling(jar.getFileName() + ".signed");
        try {
            try (var zip = new ZipFile(jar.toFile());
                    var out = Files.newOutputStream(signed)) {
                new jdk.security.jarsigner.JarSigner.Builder(entry(alias))
                        .signerName(alias)
                        .build()
                        .sign(zip, out);
            }
            return Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code openssl dgst -sha256 -sign} writes for a content. */
    byte[] signature(String alias, byte[] content) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(entry(alias).getPrivateKey());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs a jar in its place on the command line. */
    Path signWithTheTool(Path jar, String alias) {
        var login = List.of("-keystore", store.toString(), "-storepass", PASSWORD);
        var command = new ArrayList<>(List.of(tool("jarsigner"), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(login);
        command.addAll(List.of(jar.toString(), alias));
        run(command);
        return jar;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
