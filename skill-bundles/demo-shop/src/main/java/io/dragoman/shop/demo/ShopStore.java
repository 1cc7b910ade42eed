package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the demo shop is kept: below {@code shop/} of the instance's data folder lie the journal of
 * changes and, for an imported shop, a copy of its files under {@code book-<id>/}. The journal's
 * first line says which book is open, so putting a new journal in place is the one step that
 * counts.
 */
final class ShopStore {

    private static final Logger LOG = LoggerFactory.getLogger(ShopStore.class);
    private static final String COPY = "book-";

    private final Json json;
    private final Path folder;
    private final Clock clock;
    private final Journal journal;

    ShopStore(Json json, Path folder, Clock clock) {
        this.json = json;
        this.folder = folder;
        this.clock = clock;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The demo shop cannot make its folder " + folder, e);
        }
        this.journal = new Journal(json, folder);
    }

    /** The folder of the running instance. */
    static Path folder() {
        return Path.of(Optional.ofNullable(System.getProperty("dragoman.data")).orElse("data"))
                .resolve("shop");
    }

    /** What has become of an import. */
    sealed interface Report {

        /** The shop can be opened; the line says what is in it. */
        record Ready(Contents contents, String line) implements Report {}

        /** It cannot; the lines say why. */
        record Failed(List<String> lines) implements Report {}

        static Report failed(String line) {
            return new Failed(List.of(line));
        }
    }

    Journal journal() {
        return journal;
    }

    /** The shop that was open last; the built-in one at first, or when the copy was taken away. */
    Contents contents() {
        return journal.book()
                .filter(book -> !book.equals(BuiltInShop.ID))
                .map(this::copy)
                .filter(Files::isDirectory)
                .flatMap(this::reopened)
                .orElseGet(() -> BuiltInShop.read(json, clock.instant()));
    }

    private Optional<Contents> reopened(Path copy) {
        return switch (new ShopFolder(json, copy).load()) {
            case ShopFolder.Loaded.Shop shop -> Optional.of(Contents.of(shop.book()));
            case ShopFolder.Loaded.Faulty faulty -> {
                LOG.warn("The imported shop in {} cannot be read any more: {}", copy, faulty);
                yield Optional.empty();
            }
        };
    }

    private Path copy(String book) {
        return folder.resolve(COPY + book);
    }

    /** The shop that comes with the bundle. */
    Report builtIn() {
        return ready(BuiltInShop.read(json, clock.instant()));
    }

    /**
     * Reads a shop and copies its files.
     *
     * @param open what is open now; taken as it is when the files are the same
     */
    Report load(Path from, Contents open) {
        try {
            if (same(from, copy(open.book().id()))) {
                return ready(open);
            }
            var files = ShopFolder.files(from);
            return switch (new ShopFolder(json, from).load(files)) {
                case ShopFolder.Loaded.Faulty faulty -> new Report.Failed(faulty.problems());
                case ShopFolder.Loaded.Shop shop -> {
                    keep(shop.book().id(), files);
                    yield ready(Contents.of(shop.book()));
                }
            };
        } catch (IOException e) {
            return Report.failed(e.getMessage());
        }
    }

    /** Whether a shop's files are those that were copied; quicker than to read them again. */
    private static boolean same(Path from, Path copy) throws IOException {
        for (String name : ShopFolder.ALL) {
            var one = from.resolve(name);
            var other = copy.resolve(name);
            boolean there = Files.isReadable(one);
            if (there != Files.exists(other) || there && Files.mismatch(one, other) >= 0) {
                return false;
            }
        }
        return Files.isDirectory(copy);
    }

    private static Report ready(Contents contents) {
        var book = contents.book();
        return new Report.Ready(
                contents,
                "%d users, %d products and %d orders are loaded."
                        .formatted(
                                book.accounts().size(),
                                book.products().size(),
                                book.orders().size()));
    }

    private void keep(String id, Map<String, byte[]> files) throws IOException {
        var copy = Files.createDirectories(copy(id));
        for (var file : files.entrySet()) {
            Files.write(copy.resolve(file.getKey()), file.getValue());
        }
    }

    /** Clears away copies that are not open any more. */
    void forgetOthers(String open) {
        try (Stream<Path> copies = Files.list(folder)) {
            for (Path copy : copies.filter(path -> isOther(path, open)).toList()) {
                delete(copy);
            }
        } catch (IOException e) {
            // Nothing but space is lost; the next import tries again.
            return;
        }
    }

    private static boolean isOther(Path path, String open) {
        var name = path.getFileName().toString();
        return name.startsWith(COPY) && !name.equals(COPY + open);
    }

    private static void delete(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(copy)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(copy);
    }
}
