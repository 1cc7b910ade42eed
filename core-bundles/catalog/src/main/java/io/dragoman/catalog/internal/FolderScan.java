package io.dragoman.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at a folder again and again and tells what is in it once it has stopped changing, so that
 * half-copied files are not read. Not thread-safe.
 */
final class FolderScan {

    private record Stamp(FileTime modified, long size) {}

    /** A file as it was read, with the signature that lay beside it. */
    private record Seen(Stamp stamp, Optional<Stamp> signature, Object version, PluginFile file) {

        boolean isStill(Stamp nowStamp, Optional<Stamp> nowSignature, Object nowVersion) {
            return stamp.equals(nowStamp)
                    && signature.equals(nowSignature)
                    && version.equals(nowVersion);
        }
    }

    /** Looks for which everything is waited for; then only for what still changes itself. */
    private static final int PATIENCE = 30;

    private final Path folder;
    private final PluginReader reader;
    private int restless;
    private Map<Path, Stamp> last = Map.of();
    private final Map<Path, Seen> read = new HashMap<>();

    FolderScan(Path folder, PluginReader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    /**
     * The plug-ins in the folder, by file name; empty while something still changes. A file that
     * changes for long does not hold up the others: it counts as it was when it was last quiet.
     */
    Optional<List<PluginFile>> look() throws IOException {
        var now = stamps();
        var before = last;
        last = now;
        restless = now.equals(before) ? 0 : restless + 1;
        if (restless > 0 && restless <= PATIENCE) {
            return Optional.empty();
        }
        read.keySet().retainAll(now.keySet());
        var version = reader.version();
        var files = new ArrayList<PluginFile>();
        var plugins =
                now.keySet().stream()
                        .filter(path -> !reader.isSignature(path.getFileName().toString()))
                        .sorted()
                        .toList();
        for (var path : plugins) {
            if (isQuiet(path, before) && isQuiet(PluginReader.signature(path), before)) {
                files.add(current(path, version));
            } else if (read.containsKey(path)) {
                files.add(read.get(path).file());
            }
        }
        return Optional.of(List.copyOf(files));
    }

    private boolean isQuiet(Path path, Map<Path, Stamp> before) {
        return Objects.equals(last.get(path), before.get(path));
    }

    private PluginFile current(Path path, Object version) throws NoSuchFileException {
        var seen = read.get(path);
        var signature = Optional.ofNullable(last.get(PluginReader.signature(path)));
        if (seen == null || !seen.isStill(last.get(path), signature, version)) {
            seen = new Seen(last.get(path), signature, version, reader.read(path));
            read.put(path, seen);
        }
        return seen.file();
    }

    private Map<Path, Stamp> stamps() throws IOException {
        var stamps = new HashMap<Path, Stamp>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                try {
                    var name = file.getFileName().toString();
                    if (reader.accepts(name) || reader.isSignature(name)) {
                        stamps.put(
                                file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
                    }
                } catch (NoSuchFileException e) {
                    // Gone between listing and looking: the next look tells.
                    continue;
                }
            }
        }
        return Map.copyOf(stamps);
    }
}
