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
import java.util.Optional;

/**
 * Looks at a folder again and again and tells what is in it once it has stopped changing, so that
 * half-copied files are not read. Not thread-safe.
 */
final class FolderScan {

    private record Stamp(FileTime modified, long size) {}

    private record Seen(Stamp stamp, PluginJar jar) {}

    private final Path folder;
    private Map<Path, Stamp> last = Map.of();
    private final Map<Path, Seen> read = new HashMap<>();

    FolderScan(Path folder) {
        this.folder = folder;
    }

    /** The jars in the folder, by file name; empty while something still changes. */
    Optional<List<PluginJar>> look() throws IOException {
        var now = stamps();
        var quiet = now.equals(last);
        last = now;
        if (!quiet) {
            return Optional.empty();
        }
        read.keySet().retainAll(now.keySet());
        var jars = new ArrayList<PluginJar>();
        for (var path : now.keySet().stream().sorted().toList()) {
            var seen = read.get(path);
            if (seen == null || !seen.stamp().equals(now.get(path))) {
                seen = new Seen(now.get(path), PluginJar.read(path));
                read.put(path, seen);
            }
            jars.add(seen.jar());
        }
        return Optional.of(List.copyOf(jars));
    }

    private Map<Path, Stamp> stamps() throws IOException {
        var stamps = new HashMap<Path, Stamp>();
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            for (var file : files) {
                try {
                    if (!file.getFileName().toString().startsWith(".")) {
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
