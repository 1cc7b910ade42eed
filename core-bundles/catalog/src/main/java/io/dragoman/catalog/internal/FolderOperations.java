package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginOperations;
import io.dragoman.catalog.internal.PluginFile.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Changes the deploy folder as a careful person would: every file comes in complete, with one move.
 * Thread-safe.
 */
@Component(service = PluginOperations.class)
public final class FolderOperations implements PluginOperations {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,120}");

    private final BundleContext context;
    private final DeployFolder folder;

    @Activate
    public FolderOperations(
            BundleContext context, @Reference(name = "folder") DeployFolder folder) {
        this.context = context;
        this.folder = folder;
    }

    private Path at(String fileName) {
        return folder.folder().resolve(fileName);
    }

    /** A name that came from outside never leads out of the folder. */
    private boolean isOne(String fileName) {
        return NAME.matcher(fileName).matches() && folder.reader().accepts(fileName);
    }

    @Override
    public Outcome install(String fileName, InputStream content) throws IOException {
        if (!isOne(fileName) || !PluginReader.enabled(fileName).equals(fileName)) {
            return new Outcome.Refused(
                    "a plug-in is a .jar, or another file whose format is known here; its name has letters, digits, dots and hyphens");
        }
        if (Files.exists(at(PluginReader.disabled(fileName)))) {
            return new Outcome.InTheWay(PluginReader.disabled(fileName));
        }
        var desk = Files.createTempDirectory("dragoman-upload");
        var uploaded = desk.resolve(fileName);
        try {
            Files.copy(content, uploaded);
            return switch (folder.reader().read(uploaded).verdict()) {
                case Verdict.Faulty faulty -> new Outcome.Refused(faulty.reason());
                case Verdict.Refused refused -> new Outcome.Refused(refused.reason());
                case Verdict.Open open -> place(uploaded, fileName);
                case Verdict.Fit fit -> place(uploaded, fileName);
                case Verdict.Disabled disabled -> place(uploaded, fileName);
            };
        } finally {
            Files.deleteIfExists(uploaded);
            Files.deleteIfExists(desk);
        }
    }

    /** Into the folder with one move: a half of a file is never seen there. */
    private Outcome place(Path source, String fileName) {
        var hidden = at("." + fileName + "." + UUID.randomUUID());
        try {
            Files.copy(source, hidden);
            Files.move(
                    hidden,
                    at(fileName),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return new Outcome.Done(fileName);
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    private Outcome unwritable(IOException e) {
        return new Outcome.Refused("the deploy folder cannot be written: " + e.getMessage());
    }

    @Override
    public Outcome remove(String fileName) {
        if (!isOne(fileName)) {
            return new Outcome.Missing();
        }
        try {
            Files.delete(at(fileName));
            return new Outcome.Done(fileName);
        } catch (NoSuchFileException e) {
            return new Outcome.Missing();
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    @Override
    public Outcome disable(String fileName) {
        return rename(fileName, PluginReader.disabled(fileName));
    }

    @Override
    public Outcome enable(String fileName) {
        return rename(fileName, PluginReader.enabled(fileName));
    }

    private Outcome rename(String from, String to) {
        if (!isOne(from) || !Files.exists(at(from))) {
            return new Outcome.Missing();
        }
        if (from.equals(to)) {
            return new Outcome.Done(to);
        }
        if (Files.exists(at(to))) {
            return new Outcome.InTheWay(to);
        }
        try {
            Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
            return new Outcome.Done(to);
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    private Optional<PluginLedger.Entry> entry(String fileName) {
        return folder.entries().stream()
                .filter(entry -> entry.file().fileName().equals(fileName))
                .findFirst();
    }

    @Override
    public Outcome rollBack(String fileName, Optional<String> sha256) {
        var entry = entry(fileName);
        if (entry.isEmpty()) {
            return new Outcome.Missing();
        }
        var file = entry.get().file();
        var former =
                folder.store().lived(file.name()).stream()
                        .filter(kept -> !kept.sha256().equals(file.sha256()))
                        .filter(
                                kept ->
                                        sha256.map(kept.sha256()::equals)
                                                .orElse(kept.rolledBack().isEmpty()))
                        .findFirst();
        return former.isEmpty() ? new Outcome.Missing() : putBack(former.get(), fileName);
    }

    private Outcome putBack(Keepsake former, String instead) {
        try {
            var copy = folder.store().find(former.sha256());
            if (copy.isEmpty()) {
                return new Outcome.Missing();
            }
            folder.store().forgive(former.sha256());
            var placed = place(copy.get(), former.fileName());
            if (placed instanceof Outcome.Done && !former.fileName().equals(instead)) {
                Files.deleteIfExists(at(instead));
            }
            return placed;
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    @Override
    public Outcome retry(String id) {
        var entry = entry(id);
        if (entry.isPresent()) {
            entry.get().bundle().map(Bundle::getBundleId).ifPresent(folder.probes()::pardon);
            folder.retry(entry.get().file());
            return new Outcome.Done(id);
        }
        return Arrays.stream(context.getBundles())
                        .filter(bundle -> id.equals(bundle.getSymbolicName()))
                        .map(bundle -> folder.probes().pardon(bundle.getBundleId()))
                        .toList()
                        .contains(true)
                ? new Outcome.Done(id)
                : new Outcome.Missing();
    }
}
