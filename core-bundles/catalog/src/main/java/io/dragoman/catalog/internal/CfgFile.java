package io.dragoman.catalog.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** A {@code *.cfg} of the folder of configurations. Comments and what else stands in it stay. */
final class CfgFile {

    private static final Pattern KEY = Pattern.compile("(?s)\\s*([^#!\\s=:][^\\s=:]*)\\s*[=:]?.*");
    private static final Pattern COMMENT = Pattern.compile("\\s*[#!].*");
    private static final Pattern UNWRITABLE = Pattern.compile("(?s).*(\\p{Cntrl}|\\$\\{).*");

    private final Path path;

    CfgFile(Path path) {
        this.path = path;
    }

    /** Whether a value can stand in such a file as it is. */
    static boolean canHold(String value) {
        return value.equals(value.strip()) && !UNWRITABLE.matcher(value).matches();
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** What stands in it; nothing when it does not exist. */
    Map<String, String> read() throws IOException {
        var read = new LinkedHashMap<String, String>();
        if (!exists()) {
            return read;
        }
        var properties = new Properties();
        try (var in = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException(path.getFileName() + " is no file of settings", e);
        }
        properties
                .stringPropertyNames()
                .forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    /** Changes it with one move; an empty value takes its line away. */
    void write(Map<String, String> changes) throws IOException {
        var left = new LinkedHashMap<>(changes);
        var lines = new ArrayList<String>();
        for (var line : lines()) {
            var key = KEY.matcher(line);
            if (!key.matches() || !changes.containsKey(key.group(1))) {
                lines.add(line);
            } else if (left.containsKey(key.group(1))) {
                var value = left.remove(key.group(1));
                if (!value.isEmpty()) {
                    lines.add(line(key.group(1), value));
                }
            }
        }
        left.forEach(
                (name, value) -> {
                    if (!value.isEmpty()) {
                        lines.add(line(name, value));
                    }
                });
        replace(String.join("\n", lines) + "\n");
    }

    /** The lines, each with those that continue it. */
    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        if (!exists()) {
            return lines;
        }
        var open = new StringBuilder();
        for (var line : Files.readAllLines(path, StandardCharsets.ISO_8859_1)) {
            boolean comment = open.isEmpty() && COMMENT.matcher(line).matches();
            open.append(line);
            if (!comment && continues(line)) {
                open.append('\n');
            } else {
                lines.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            lines.add(open.toString());
        }
        return lines;
    }

    private static boolean continues(String line) {
        int strokes = 0;
        while (strokes < line.length() && line.charAt(line.length() - 1 - strokes) == '\\') {
            strokes++;
        }
        return strokes % 2 == 1;
    }

    private static String line(String name, String value) {
        var line = new StringBuilder(name).append(" = ");
        for (char letter : value.toCharArray()) {
            if (letter == '\\') {
                line.append("\\\\");
            } else if (letter > 126) {
                line.append(String.format("\\u%04x", (int) letter));
            } else {
                line.append(letter);
            }
        }
        return line.toString();
    }

    private void replace(String text) throws IOException {
        var hidden = path.resolveSibling("." + path.getFileName() + ".new");
        Files.deleteIfExists(hidden);
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // It may hold secrets.
            var owner = PosixFilePermissions.fromString("rw-------");
            Files.createFile(hidden, PosixFilePermissions.asFileAttribute(owner));
        }
        Files.writeString(hidden, text, StandardCharsets.ISO_8859_1);
        Files.move(
                hidden, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    boolean delete() throws IOException {
        return Files.deleteIfExists(path);
    }
}
