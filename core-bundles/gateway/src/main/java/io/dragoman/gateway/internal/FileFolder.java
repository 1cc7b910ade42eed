package io.dragoman.gateway.internal;

import io.dragoman.gateway.Uploads.Kept;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where uploaded files lie, each under its id. Thread-safe. */
final class FileFolder {

    private static final Logger LOG = LoggerFactory.getLogger(FileFolder.class);
    private static final int LONGEST_NAME = 120;
    private static final int BUFFER = 16 * 1024;

    /** A dash and the mark of the conversation, at the end of each id. */
    private static final int TAIL = 17;

    private final Path folder;

    FileFolder(Path folder) {
        this.folder = folder;
    }

    /** Where a configuration puts it; {@code files/} in the data folder when that says nothing. */
    static Path at(String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        var data = System.getProperty("dragoman.data", System.getProperty("java.io.tmpdir"));
        return Path.of(data, "files");
    }

    /** An empty file to receive into; the caller deletes it. */
    Path incoming() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "incoming-", "");
    }

    /** What came of a file that was received: how many bytes, and whether it was given up on. */
    record Received(long size, boolean late) {

        /** Why it is not taken, whatever it is; empty when nothing speaks against its size. */
        Optional<Kept> refusal(long most) {
            if (late) {
                return Optional.of(new Kept.TooSlow());
            }
            if (size == 0) {
                return Optional.of(new Kept.Empty());
            }
            return size > most ? Optional.of(new Kept.TooLarge(most)) : Optional.empty();
        }
    }

    /** Copies at most so many bytes and one, until it is too late. */
    static Received copy(InputStream content, Path to, long most, BooleanSupplier late)
            throws IOException {
        var buffer = new byte[BUFFER];
        long size = 0;
        try (var out = Files.newOutputStream(to)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > most) {
                    return new Received(size, false);
                }
                if (late.getAsBoolean()) {
                    return new Received(size, true);
                }
                out.write(buffer, 0, read);
            }
        }
        return new Received(size, false);
    }

    /** The first bytes, by which the kind is told. */
    static byte[] head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(FileKind.LOOK);
        }
    }

    /** The name without a path and without what breaks a header or hides an ending. */
    static String shown(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|?*:;]", "").strip();
        var cut =
                clean.length() > LONGEST_NAME
                        ? clean.substring(clean.length() - LONGEST_NAME)
                        : clean;
        return cut.isEmpty() ? "file" : cut;
    }

    /** Takes a file in under its id. */
    void keep(Path incoming, String id) throws IOException {
        var place = place(id);
        Files.createDirectories(place.getParent());
        Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The file of an id that was checked before. */
    Path place(String id) {
        // The last characters of the unique part differ most.
        int end = id.length() - TAIL;
        return folder.resolve(id.substring(Math.max(0, end - 2), end)).resolve(id);
    }

    boolean holds(String id) {
        return Files.isRegularFile(place(id));
    }

    /** The content, unless it is gone or larger. */
    Optional<byte[]> read(String id, long largest) {
        try {
            return holds(id) && Files.size(place(id)) <= largest
                    ? Optional.of(Files.readAllBytes(place(id)))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The file {} cannot be read: {}", place(id), e.toString());
            return Optional.empty();
        }
    }

    /** Deletes a file; false when the system does not let us. */
    boolean delete(String id) {
        try {
            Files.deleteIfExists(place(id));
            return true;
        } catch (IOException e) {
            LOG.warn("The file {} cannot be deleted: {}", place(id), e.toString());
            return false;
        }
    }
}
