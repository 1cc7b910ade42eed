package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginFormat;
import io.dragoman.catalog.PluginFormat.Translated;
import io.dragoman.catalog.internal.Manifests.Said;
import io.dragoman.catalog.internal.PluginFile.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;
import org.osgi.framework.Version;

/** Takes a file of the deploy folder into the store and judges it there. Thread-safe. */
final class PluginReader {

    private static final String NO_HASH = "0".repeat(64);
    private static final String DISABLED = ".disabled";
    private static final String JAR = ".jar";
    private static final List<String> TO_COME = List.of(".yaml", ".yml", ".wasm");
    private static final Reason TO_BE_READ =
            Reason.of("waits-for-format", "it waits for what can read its format");
    private static final Duration TRANSLATION_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final JarStore store;
    private final List<PluginFormat> formats;
    private final JarTrust trust;

    PluginReader(Path folder, JarStore store, List<PluginFormat> formats, JarTrust trust) {
        this.folder = folder;
        this.store = store;
        this.formats = formats;
        this.trust = trust;
    }

    /** Whether a file of this name is looked at. */
    boolean accepts(String fileName) {
        var name = enabled(fileName);
        return !name.startsWith(".")
                && (name.endsWith(JAR) || isToCome(name) || format(name).isPresent());
    }

    /** The name that a file has, or will have again, when it is not disabled. */
    static String enabled(String fileName) {
        return fileName.endsWith(DISABLED)
                ? fileName.substring(0, fileName.length() - DISABLED.length())
                : fileName;
    }

    /** The name that puts a file aside. */
    static String disabled(String fileName) {
        return enabled(fileName) + DISABLED;
    }

    /** Whether a file of this name holds the signature of another. */
    boolean isSignature(String fileName) {
        var ending = DetachedSignature.ENDING;
        var of = fileName.substring(0, Math.max(0, fileName.length() - ending.length()));
        return fileName.endsWith(ending) && !of.endsWith(JAR) && accepts(of);
    }

    /** Where the signature of a file lies that is no jar. */
    static Path signature(Path path) {
        var name = enabled(path.getFileName().toString());
        return path.resolveSibling(name + DetachedSignature.ENDING);
    }

    /** Changes whenever the same file may be judged in another way. */
    Object version() {
        return List.of(List.copyOf(formats), trust.version());
    }

    private static boolean isToCome(String name) {
        return TO_COME.stream().anyMatch(name::endsWith);
    }

    private Optional<PluginFormat> format(String name) {
        return formats.stream().filter(format -> format.accepts(name)).findFirst();
    }

    /**
     * Reads a file; never throws for what is in it, nor when it cannot be read.
     *
     * @throws NoSuchFileException when it has gone
     */
    PluginFile read(Path path) throws NoSuchFileException {
        try {
            var fault = Bounds.beforeOpening(path, isJar(path));
            if (fault.isPresent()) {
                return unopened(path, fault.get());
            }
            var copy = store.take(path);
            var file = judge(path, copy);
            return path.getFileName().toString().endsWith(DISABLED)
                    ? file.judged(new Verdict.Disabled())
                    : file;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            var fault =
                    Reason.of(
                            "unread",
                            "it cannot be read ({cause}): look at its permissions",
                            "cause",
                            e.getMessage());
            return unopened(path, fault);
        }
    }

    private static boolean isJar(Path path) {
        return enabled(path.getFileName().toString()).endsWith(JAR);
    }

    private static PluginFile unopened(Path path, Reason fault) {
        return nameless(path, new JarStore.Copy(NO_HASH, path), new Verdict.Faulty(fault));
    }

    /** A version that the store has kept, judged as it would be if it came today. */
    Optional<PluginFile> kept(Keepsake keepsake) {
        try {
            return store.find(keepsake.sha256())
                    .map(
                            file -> {
                                var copy = new JarStore.Copy(keepsake.sha256(), file);
                                var translation = JarStore.translation(copy);
                                boolean translated = Files.exists(translation);
                                return judgeJar(
                                        folder.resolve(keepsake.fileName()),
                                        copy,
                                        translated ? translation : file,
                                        translated
                                                ? Optional.of(JarStore.signature(copy))
                                                : Optional.empty());
                            });
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private PluginFile judge(Path path, JarStore.Copy copy) throws IOException {
        var name = enabled(path.getFileName().toString());
        if (isJar(path)) {
            return judgeJar(path, copy, copy.file(), Optional.empty());
        }
        var format = format(name);
        if (format.isEmpty()) {
            return nameless(path, copy, new Verdict.Open(TO_BE_READ));
        }
        var translation = JarStore.translation(copy);
        return switch (translate(format.get(), name, Files.readAllBytes(copy.file()))) {
            case Translated.Faulty faulty ->
                    nameless(path, copy, new Verdict.Faulty(faulty.told()));
            case Translated.Jar jar -> {
                var fresh = translation.resolveSibling(".translated.new");
                Files.write(fresh, jar.content());
                Files.move(fresh, translation, StandardCopyOption.REPLACE_EXISTING);
                yield judgeJar(path, copy, translation, Optional.of(signature(path)));
            }
        };
    }

    /** On a thread of its own, for the translator reads what strangers wrote. */
    private static Translated translate(PluginFormat format, String name, byte[] content) {
        var task = new FutureTask<>(() -> format.translate(name, content));
        Thread.ofPlatform().name("translate-" + name).daemon().start(task);
        try {
            return task.get(TRANSLATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Translated.Faulty(
                    0,
                    Reason.of(
                            "not-translated",
                            "it cannot be translated: {cause}",
                            "cause",
                            e.getCause()));
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Translated.Faulty(
                    0,
                    Reason.of(
                            "slow-translation",
                            "it was not translated within {seconds} s",
                            "seconds",
                            TRANSLATION_LIMIT.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Translated.Faulty(
                    0, Reason.of("interrupted", "interrupted while it was translated"));
        }
    }

    /**
     * Judges a bundle.
     *
     * @param signature where the signature lies of what it was translated from; empty when it came
     *     as a jar
     */
    private PluginFile judgeJar(Path path, JarStore.Copy copy, Path jar, Optional<Path> signature) {
        Said said;
        try (var opened = new JarFile(jar.toFile())) {
            var fault = Bounds.inside(opened);
            if (fault.isPresent()) {
                return nameless(path, copy, new Verdict.Faulty(fault.get()));
            }
            said = Manifests.read(opened.getManifest(), signature.isPresent());
        } catch (IOException e) {
            // Its zip or its manifest is broken.
            var fault =
                    Reason.of(
                            "unreadable",
                            "it is no readable jar ({cause}): copy it again",
                            "cause",
                            e.getMessage());
            return nameless(path, copy, new Verdict.Faulty(fault));
        }
        return switch (said) {
            case Said.Wrong wrong -> {
                var name = wrong.name().orElse(path.getFileName().toString());
                yield new PluginFile(
                        path,
                        copy.sha256(),
                        jar,
                        name,
                        name,
                        Version.emptyVersion,
                        "",
                        new Verdict.Faulty(wrong.fault()));
            }
            case Said.Bundle bundle ->
                    trusted(
                            new PluginFile(
                                    path,
                                    copy.sha256(),
                                    jar,
                                    bundle.name(),
                                    bundle.title(),
                                    bundle.version(),
                                    "",
                                    new Verdict.Fit()),
                            copy,
                            signature);
        };
    }

    private PluginFile trusted(PluginFile file, JarStore.Copy copy, Optional<Path> signature) {
        var answer =
                signature.isEmpty()
                        ? trust.ask(new JarStore.Copy(file.sha256(), file.jar()))
                        : beside(copy, signature.get());
        return switch (answer) {
            case JarTrust.Answer.Trusted trusted -> file.signedBy(trusted.signer());
            case JarTrust.Answer.Distrusted no -> file.judged(new Verdict.Refused(no.why()));
        };
    }

    /** By the signature beside it, which is kept as long as the content is. */
    private JarTrust.Answer beside(JarStore.Copy copy, Path signature) {
        try {
            var found = DetachedSignature.read(signature);
            var answer = trust.askBeside(copy, found);
            var kept = JarStore.signature(copy);
            if (found.isPresent() && !signature.equals(kept)) {
                Files.write(kept, found.get());
            }
            return answer;
        } catch (IOException e) {
            return new JarTrust.Answer.Distrusted(SignatureWords.unread(e));
        }
    }

    private static PluginFile nameless(Path path, JarStore.Copy copy, Verdict verdict) {
        var name = path.getFileName().toString();
        return new PluginFile(
                path, copy.sha256(), copy.file(), name, name, Version.emptyVersion, "", verdict);
    }
}
