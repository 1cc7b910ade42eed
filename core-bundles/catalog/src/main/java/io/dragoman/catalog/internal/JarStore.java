package io.dragoman.catalog.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of what came into the deploy folder, each in a folder named by its SHA-256, with what is
 * remembered of it. What is judged, installed and kept for a rollback is the copy, so that nobody
 * can exchange a file between its check and its installation. Thread-safe.
 */
final class JarStore {

    private static final Logger LOG = LoggerFactory.getLogger(JarStore.class);
    private static final String INCOMING = "incoming-";
    private static final String SIGNATURE = ".signature";

    /** Over all plug-ins, so that names that come and go do not fill the disk. */
    private static final int KEPT_IN_ALL = 100;

    private final Path root;
    private final int keptEach;

    /**
     * A store in a folder.
     *
     * @param keptEach how many former versions of a plug-in are kept
     */
    JarStore(Path root, int keptEach) throws IOException {
        this.root = root;
        this.keptEach = keptEach;
        Files.createDirectories(root);
        try (var leftovers = Files.newDirectoryStream(root, INCOMING + "*")) {
            for (var leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /** A copy. */
    record Copy(String sha256, Path file) {}

    /**
     * Copies a file unless its content is there already.
     *
     * @throws NoSuchFileException when it has gone
     */
    Copy take(Path file) throws IOException {
        var incoming = root.resolve(INCOMING + UUID.randomUUID());
        var digest = sha256();
        try {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                Files.copy(in, incoming);
            }
            return settle(incoming, HexFormat.of().formatHex(digest.digest()), file.getFileName());
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    private synchronized Copy settle(Path incoming, String hash, Path name) throws IOException {
        var kept = find(hash);
        if (kept.isPresent()) {
            return new Copy(hash, kept.get());
        }
        var folder = Files.createDirectories(root.resolve(hash));
        var target = folder.resolve(name);
        Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
        return new Copy(hash, target);
    }

    /** The copy of a content. */
    Optional<Path> find(String hash) throws IOException {
        var folder = root.resolve(hash);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> !Keepsake.isOne(file) && !isBeside(file)).findFirst();
        }
    }

    /** Where the bundle that a file of another format was translated into is kept. */
    static Path translation(Copy copy) {
        return copy.file().resolveSibling(".translated.jar");
    }

    /** Where the signature is kept that lay beside a file that is no jar. */
    static Path signature(Copy copy) {
        return copy.file().resolveSibling(SIGNATURE);
    }

    private static boolean isBeside(Path file) {
        return file.endsWith(".translated.jar") || file.endsWith(SIGNATURE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What is remembered of a content; something without a past when nothing is. */
    Keepsake remembered(String hash) {
        return Keepsake.read(root.resolve(hash));
    }

    /** Remembers it; a failure is logged, for what runs does not depend on it. */
    synchronized void remember(Keepsake keepsake) {
        try {
            keepsake.write();
        } catch (IOException e) {
            LOG.error("What is known of a plug-in cannot be kept in {}: {}", root, e.toString());
        }
    }

    /** Forgets what is remembered of a content, and keeps the copy. */
    synchronized void forgive(String hash) {
        remember(remembered(hash).forgiven());
    }

    /** The versions of a plug-in that have been live, latest first. */
    List<Keepsake> lived(String name) {
        return all().stream().filter(kept -> kept.name().equals(name)).toList();
    }

    /** The plug-in that a file of this name held last, if it has been there ever since. */
    Optional<String> heldBy(String fileName) {
        return all().stream()
                .filter(kept -> kept.present() && kept.fileName().equals(fileName))
                .map(Keepsake::name)
                .findFirst();
    }

    /** A plug-in has left the deploy folder. */
    void gone(String name) {
        lived(name).stream().filter(Keepsake::present).map(Keepsake::gone).forEach(this::remember);
    }

    private List<Keepsake> all() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(Keepsake::read)
                    .filter(kept -> kept.liveAt().isPresent())
                    .sorted(Comparator.comparing((Keepsake kept) -> kept.liveAt().get()).reversed())
                    .toList();
        } catch (IOException e) {
            LOG.warn("The kept plug-ins in {} cannot be listed: {}", root, e.toString());
            return List.of();
        }
    }

    /**
     * Drops what is too old.
     *
     * @param wanted hashes that are in the folder or run
     */
    synchronized void prune(Set<String> wanted) {
        var keep = new ArrayList<String>();
        var names = new HashMap<String, Integer>();
        for (var kept : all()) {
            int count = names.merge(kept.name(), 1, Integer::sum);
            if (!wanted.contains(kept.sha256()) && count <= keptEach + 1) {
                keep.add(kept.sha256());
            }
        }
        var hashes = Set.copyOf(keep.subList(0, Math.min(keep.size(), KEPT_IN_ALL)));
        try (var folders = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (var folder : folders) {
                var hash = folder.getFileName().toString();
                if (!wanted.contains(hash) && !hashes.contains(hash)) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            LOG.warn("Old plug-ins in {} cannot be dropped: {}", root, e.toString());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
