package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * How large what lies in the deploy folder may be. A few megabytes of zip unpack to gigabytes, and
 * the container reads manifests, descriptions and classes into memory whole.
 */
final class Bounds {

    /** Of a jar; one with a model or a driver in it is large, too. */
    static final long LARGEST_JAR = 256L << 20;

    /** Of a file that is translated in memory. */
    static final long LARGEST_OTHER = 32L << 20;

    static final long LARGEST_UNPACKED = 1L << 30;

    /** Of an entry that is read into memory whole. */
    static final long LARGEST_READ_WHOLE = 8L << 20;

    static final int MOST_ENTRIES = 65_535;

    private static final int MEGABYTE = 1 << 20;

    private Bounds() {}

    /** Why a file is not even opened; empty when it may be. */
    static Optional<Reason> beforeOpening(Path path, boolean isJar) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return Optional.of(
                    Reason.of(
                            "no-file",
                            "it is a directory or a device, not a file: put the file itself there"));
        }
        long largest = isJar ? LARGEST_JAR : LARGEST_OTHER;
        return Files.size(path) > largest
                ? Optional.of(
                        Reason.of(
                                "too-large",
                                "it is larger than {most} MB: make it smaller",
                                "most",
                                inMb(largest)))
                : Optional.empty();
    }

    /** Why the content of a jar is not used; by what is there, for what a zip says may be a lie. */
    static Optional<Reason> inside(ZipFile jar) throws IOException {
        if (jar.size() > MOST_ENTRIES) {
            return Optional.of(
                    Reason.of(
                            "too-many-entries",
                            "it holds more than {most} entries: leave out what it does not need",
                            "most",
                            MOST_ENTRIES));
        }
        long left = LARGEST_UNPACKED;
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            var entry = entries.nextElement();
            boolean whole = isReadWhole(entry);
            long most = whole ? Math.min(left, LARGEST_READ_WHOLE) : left;
            long size = unpacked(jar, entry, most);
            if (size > most) {
                return Optional.of(whole && size <= left ? tooLarge(entry) : tooMuch());
            }
            left -= size;
        }
        return Optional.empty();
    }

    private static Reason tooLarge(ZipEntry entry) {
        return Reason.of(
                "entry-too-large",
                "its {entry} unpacks to more than {most} MB: make it smaller",
                "entry",
                entry.getName(),
                "most",
                inMb(LARGEST_READ_WHOLE));
    }

    private static Reason tooMuch() {
        return Reason.of(
                "unpacks-to-too-much",
                "it unpacks to more than {most} MB: leave out what it does not need",
                "most",
                inMb(LARGEST_UNPACKED));
    }

    private static long inMb(long bytes) {
        return bytes / MEGABYTE;
    }

    private static boolean isReadWhole(ZipEntry entry) {
        var name = entry.getName();
        return name.startsWith("META-INF/")
                || name.startsWith("OSGI-INF/")
                || name.startsWith("OSGI-OPT/")
                || name.endsWith(".class")
                || name.endsWith(".properties")
                || name.endsWith(".xml");
    }

    /** The true size of an entry; more than {@code most} when it is larger. */
    private static long unpacked(ZipFile jar, ZipEntry entry, long most) throws IOException {
        long size = 0;
        var buffer = new byte[16 * 1024];
        try (InputStream in = jar.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0 && size <= most; read = in.read(buffer)) {
                size += read;
            }
        }
        return size;
    }
}
