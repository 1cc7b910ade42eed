package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleFiles.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder with the rule files. Only files directly in it count. Thread-safe. */
final class RuleFolder {

    /** A rule file is text of a person; more than this is a mistake. */
    static final int LARGEST = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RuleFolder.class);

    /** Stands for the name of a file where a problem is not that of one file. */
    static final String ALL_FILES = "rules/";

    private final Path folder;

    RuleFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    /** What can be seen without reading: names, times and sizes. */
    List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (RuleSource.kind(name).isPresent()) {
                    entry(file, name).ifPresent(entries::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    private static Optional<Entry> entry(Path file, String name) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(
                            new Entry(
                                    name,
                                    attributes.size(),
                                    attributes.lastModifiedTime().toInstant().toString()))
                    : Optional.empty();
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /** All rule files, by name. */
    List<RuleSource> read() {
        return list().stream().map(Entry::name).map(this::read).flatMap(Optional::stream).toList();
    }

    /** One rule file; empty when there is none of that name. */
    Optional<RuleSource> read(String name) {
        if (RuleSource.kind(name).isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            long size = Files.size(file);
            return Optional.of(
                    size <= LARGEST
                            ? new RuleSource(name, Files.readAllBytes(file))
                            : RuleSource.tooLarge(name, size));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            // One file that cannot be read must not keep the others from being read.
            LOG.warn("The rule file {} cannot be read and is left out: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Writes a file as a whole: whoever reads sees the old or the new one. */
    void write(RuleSource source) {
        try {
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, ".", ".tmp");
            try {
                Path target = folder.resolve(source.name());
                Files.write(half, source.bytes());
                permit(half, target);
                Files.move(
                        half,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A temporary file is its owner's only; colleagues read and edit rule files, too. */
    private static void permit(Path half, Path target) throws IOException {
        var view = Files.getFileAttributeView(half, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(
                    Files.exists(target)
                            ? Files.getPosixFilePermissions(target)
                            : PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
