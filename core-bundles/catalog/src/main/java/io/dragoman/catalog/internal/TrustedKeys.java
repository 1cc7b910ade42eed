package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginKeys;
import io.dragoman.catalog.PluginListener.Event;
import io.dragoman.catalog.PluginListener.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The certificates in a folder, read anew when it changes. Thread-safe. */
final class TrustedKeys {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final String ENDING = ".pem";

    private final Path folder;
    private Map<String, Object> stamps = Map.of();
    private List<Trusted> trusted = List.of();
    private Map<String, PluginKeys.Key> known;

    TrustedKeys(Path folder) {
        this.folder = folder;
        this.known = byName();
    }

    private Map<String, PluginKeys.Key> byName() {
        return all().stream()
                .map(Trusted::key)
                .collect(Collectors.toMap(PluginKeys.Key::name, Function.identity()));
    }

    /** What others have done to the folder since this was asked last. */
    synchronized List<Event> news(Instant now) {
        var before = known;
        known = byName();
        var news = new ArrayList<Event>();
        before.forEach(
                (name, key) -> {
                    if (!key.equals(known.get(name))) {
                        news.add(event(Kind.KEY_REMOVED, key, now));
                    }
                });
        known.forEach(
                (name, key) -> {
                    if (!key.equals(before.get(name))) {
                        news.add(event(Kind.KEY_ADDED, key, now));
                    }
                });
        return news;
    }

    private static Event event(Kind kind, PluginKeys.Key key, Instant now) {
        var reason =
                key.why().isEmpty()
                        ? Reason.said(key.subject() + " " + key.fingerprint())
                        : key.why();
        return new Event(kind, key.name(), "", reason, now);
    }

    /** A certificate, unless its file holds none. */
    record Trusted(PluginKeys.Key key, Optional<X509Certificate> certificate) {}

    /** All of them, by name. */
    synchronized List<Trusted> all() {
        var now = version();
        if (!now.equals(stamps)) {
            trusted = now.keySet().stream().map(this::read).toList();
            stamps = now;
        }
        return trusted;
    }

    /** Changes with the folder. */
    Map<String, Object> version() {
        var found = new TreeMap<String, Object>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                FileTime modified = Files.getLastModifiedTime(file);
                found.put(nameOf(file), List.of(modified, Files.size(file)));
            }
        } catch (IOException e) {
            // A file that goes while it is looked at: the next look sees it gone.
            return new TreeMap<>(stamps());
        }
        return found;
    }

    private synchronized Map<String, Object> stamps() {
        return stamps;
    }

    private static String nameOf(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    private Trusted read(String name) {
        try {
            var certificate = parse(Files.readString(file(name), StandardCharsets.UTF_8));
            return new Trusted(describe(name, certificate), Optional.of(certificate));
        } catch (IOException | CertificateException e) {
            var problem =
                    Reason.of(
                            "key-file-unreadable",
                            "it holds no X.509 certificate ({cause})",
                            "cause",
                            e.getMessage());
            return new Trusted(
                    new PluginKeys.Key(name, "", "", Instant.EPOCH, Instant.EPOCH, problem),
                    Optional.empty());
        }
    }

    private static X509Certificate parse(String pem) throws CertificateException {
        var bytes = new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.UTF_8));
        var factory = CertificateFactory.getInstance("X.509");
        if (factory.generateCertificate(bytes) instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new CertificateException("it is of another kind");
    }

    private static PluginKeys.Key describe(String name, X509Certificate certificate)
            throws CertificateEncodingException {
        return new PluginKeys.Key(
                name,
                certificate.getSubjectX500Principal().getName(),
                fingerprint(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                Reason.NONE);
    }

    static String fingerprint(X509Certificate certificate) throws CertificateEncodingException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    synchronized PluginKeys.Outcome add(String name, String pem) {
        if (!NAME.matcher(name).matches()) {
            return new PluginKeys.Outcome.Refused(
                    Reason.of(
                            "key-name",
                            "A key's name is lower case letters, digits, dots and hyphens"));
        }
        if (Files.exists(file(name))) {
            return new PluginKeys.Outcome.Taken();
        }
        try {
            var key = describe(name, parse(pem));
            Files.createDirectories(folder);
            var fresh = folder.resolve("." + name + ".new");
            Files.writeString(fresh, pem.strip() + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, file(name), StandardCopyOption.ATOMIC_MOVE);
            known = byName();
            return new PluginKeys.Outcome.Done(key);
        } catch (CertificateException e) {
            return new PluginKeys.Outcome.Refused(
                    Reason.of(
                            "key-unreadable",
                            "That is no X.509 certificate in PEM form; export one with \"keytool"
                                    + " -exportcert -rfc\""));
        } catch (IOException e) {
            return new PluginKeys.Outcome.Refused(unwritable(folder, e));
        }
    }

    synchronized PluginKeys.Outcome remove(String name) {
        var found = all().stream().filter(one -> one.key().name().equals(name)).findFirst();
        if (found.isEmpty()) {
            return new PluginKeys.Outcome.Missing();
        }
        try {
            Files.deleteIfExists(file(name));
            known = byName();
            return new PluginKeys.Outcome.Done(found.get().key());
        } catch (IOException e) {
            return new PluginKeys.Outcome.Refused(unwritable(file(name), e));
        }
    }

    private static Reason unwritable(Path path, IOException e) {
        return FolderSettings.unwritable(path.toString(), e);
    }

    List<PluginKeys.Key> list() {
        var keys = new ArrayList<PluginKeys.Key>();
        all().forEach(one -> keys.add(one.key()));
        keys.sort(Comparator.comparing(PluginKeys.Key::name));
        return keys;
    }
}
