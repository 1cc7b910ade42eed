package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
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
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Changes the deploy folder as a careful person would: every file comes in complete, with one move.
 * Thread-safe.
 */
@Component(service = PluginOperations.class)
public final class FolderOperations implements PluginOperations {

    private static final Reason NO_PLUGIN =
            Reason.of(
                    "no-plugin",
                    "a plug-in is a .jar, or another file whose format is known here; its name has"
                            + " letters, digits, dots and hyphens");
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
        if (NAME.matcher(fileName).matches() && folder.reader().isSignature(fileName)) {
            return placeSignature(fileName, content);
        }
        if (!isOne(fileName) || !PluginReader.enabled(fileName).equals(fileName)) {
            return new Outcome.Refused(NO_PLUGIN);
        }
        if (Files.exists(at(PluginReader.disabled(fileName)))) {
            return new Outcome.InTheWay(PluginReader.disabled(fileName));
        }
        var desk = Files.createTempDirectory("dragoman-upload");
        var uploaded = desk.resolve(fileName);
        try {
            Files.copy(content, uploaded);
            copyIfThere(PluginReader.signature(at(fileName)), PluginReader.signature(uploaded));
            return switch (folder.reader().read(uploaded).verdict()) {
                case Verdict.Faulty faulty -> new Outcome.Refused(faulty.why());
                case Verdict.Refused refused -> new Outcome.Refused(refused.why());
                case Verdict.Open open -> place(uploaded, fileName);
                case Verdict.Fit fit -> place(uploaded, fileName);
                case Verdict.Disabled disabled -> place(uploaded, fileName);
            };
        } finally {
            Files.deleteIfExists(uploaded);
            Files.deleteIfExists(PluginReader.signature(uploaded));
            Files.deleteIfExists(desk);
        }
    }

    /** A signature comes before what it is of; it says nothing by itself. */
    private Outcome placeSignature(String fileName, InputStream content) throws IOException {
        var uploaded = Files.createTempFile("dragoman-upload", DetachedSignature.ENDING);
        try {
            Files.copy(content, uploaded, StandardCopyOption.REPLACE_EXISTING);
            DetachedSignature.read(uploaded);
            return place(uploaded, fileName);
        } finally {
            Files.deleteIfExists(uploaded);
        }
    }

    private static void copyIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
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
        return new Outcome.Refused(
                Reason.of(
                        "folder-unwritable",
                        "the deploy folder cannot be written: {cause}",
                        "cause",
                        e.getMessage()));
    }

    @Override
    public Outcome remove(String fileName) {
        if (!isOne(fileName)) {
            return new Outcome.Missing();
        }
        try {
            Files.delete(at(fileName));
            Files.deleteIfExists(PluginReader.signature(at(fileName)));
            return new Outcome.Done(fileName);
        } catch (NoSuchFileException e) {
            return new Outcome.Missing();
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    @Override
    public Outcome disable(String fileName) {
        return isShipped(fileName)
                ? shipped(fileName, false)
                : rename(fileName, PluginReader.disabled(fileName));
    }

    @Override
    public Outcome enable(String fileName) {
        return isShipped(fileName)
                ? shipped(fileName, true)
                : rename(fileName, PluginReader.enabled(fileName));
    }

    /** Names of bundles of the distribution are no names of files. */
    private boolean isShipped(String id) {
        return folder.shipped().bundles().stream()
                .anyMatch(bundle -> id.equals(bundle.getSymbolicName()));
    }

    private Outcome shipped(String name, boolean on) {
        try {
            boolean there = on ? folder.shipped().enable(name) : folder.shipped().disable(name);
            return there ? new Outcome.Done(name) : new Outcome.Missing();
        } catch (IOException e) {
            return unwritable(e);
        } catch (BundleException e) {
            return new Outcome.Refused(PluginStarts.explain(e));
        }
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
            putBackSignature(former, copy.get());
            var placed = place(copy.get(), former.fileName());
            if (placed instanceof Outcome.Done && !former.fileName().equals(instead)) {
                Files.deleteIfExists(at(instead));
            }
            return placed;
        } catch (IOException e) {
            return unwritable(e);
        }
    }

    /** With the former content comes its own signature. */
    private void putBackSignature(Keepsake former, Path copy) throws IOException {
        var kept = JarStore.signature(new JarStore.Copy(former.sha256(), copy));
        var beside = PluginReader.signature(at(former.fileName()));
        if (Files.exists(kept)) {
            Files.copy(kept, beside, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(beside);
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
        boolean any =
                Arrays.stream(context.getBundles())
                        .filter(bundle -> id.equals(bundle.getSymbolicName()))
                        .map(bundle -> folder.probes().pardon(bundle.getBundleId()))
                        .toList()
                        .contains(true);
        try {
            folder.shipped().pardon(id);
        } catch (IOException e) {
            return unwritable(e);
        }
        return any ? new Outcome.Done(id) : new Outcome.Missing();
    }
}
