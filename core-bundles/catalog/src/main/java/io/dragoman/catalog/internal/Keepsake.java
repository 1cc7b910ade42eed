package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.Plugins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/**
 * What is remembered of one content of the {@link JarStore}, over restarts. Immutable.
 *
 * @param folder where it lies
 * @param fileName what it was called in the deploy folder
 * @param liveAt when it began to take turns last; empty when it never has
 * @param rolledBack why it was taken out again; empty when it was not
 * @param quarantine why it gets no more turns; empty while it does
 * @param signer the fingerprint of the key that vouched for it when it came; empty when none did
 * @param present whether its plug-in has been in the deploy folder ever since
 */
record Keepsake(
        Path folder,
        String name,
        String version,
        String fileName,
        Optional<Instant> liveAt,
        Reason rolledBack,
        Reason quarantine,
        String signer,
        boolean present) {

    private static final String FILE = ".about.properties";

    static boolean isOne(Path file) {
        return file.getFileName().toString().startsWith(FILE);
    }

    static Keepsake read(Path folder) {
        var known = new Properties();
        var file = folder.resolve(FILE);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                known.load(in);
            } catch (IOException | IllegalArgumentException e) {
                // Unreadable is as good as forgotten: it will be judged anew.
                known.clear();
            }
        }
        return new Keepsake(
                folder,
                known.getProperty("name", ""),
                known.getProperty("version", ""),
                known.getProperty("file", ""),
                instant(known.getProperty("liveAt", "")),
                KeptReason.read(known, "rolledBack"),
                KeptReason.read(known, "quarantine"),
                known.getProperty("signer", ""),
                Boolean.parseBoolean(known.getProperty("present", "")));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    String sha256() {
        return folder.getFileName().toString();
    }

    /** As others see it. */
    Plugins.Kept view() {
        return new Plugins.Kept(
                version, fileName, sha256(), liveAt.orElse(Instant.EPOCH), rolledBack);
    }

    Keepsake lives(PluginFile file, Instant at) {
        return new Keepsake(
                folder,
                file.name(),
                file.version().toString(),
                file.fileName(),
                Optional.of(at),
                rolledBack,
                quarantine,
                signer,
                true);
    }

    Keepsake rolledBack(Reason why) {
        return new Keepsake(
                folder, name, version, fileName, liveAt, why, quarantine, signer, present);
    }

    Keepsake quarantined(Reason why) {
        return new Keepsake(
                folder, name, version, fileName, liveAt, rolledBack, why, signer, present);
    }

    Keepsake forgiven() {
        return rolledBack(Reason.NONE).quarantined(Reason.NONE);
    }

    Keepsake signedBy(String fingerprint) {
        return new Keepsake(
                folder,
                name,
                version,
                fileName,
                liveAt,
                rolledBack,
                quarantine,
                fingerprint,
                present);
    }

    /** Its plug-in has left the deploy folder. */
    Keepsake gone() {
        return new Keepsake(
                folder, name, version, fileName, liveAt, rolledBack, quarantine, signer, false);
    }

    void write() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var known = new Properties();
        known.setProperty("name", name);
        known.setProperty("version", version);
        known.setProperty("file", fileName);
        known.setProperty("liveAt", liveAt.map(Instant::toString).orElse(""));
        KeptReason.write(known, "rolledBack", rolledBack);
        KeptReason.write(known, "quarantine", quarantine);
        known.setProperty("signer", signer);
        known.setProperty("present", Boolean.toString(present));
        var fresh = folder.resolve(FILE + ".new");
        try (var out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
            known.store(out, "What Dragoman remembers of this plug-in");
        }
        Files.move(
                fresh,
                folder.resolve(FILE),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }
}
