package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.Verdict.Accepted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes made to a shop since it was loaded, one JSON line each, forced to the disk before it
 * counts. The first line names the book they belong to. A last line that a crash has cut off is as
 * if it had never been written. Not thread-safe.
 */
final class Journal {

    private static final String BOOK = "book";

    private final Json json;
    private final Path file;

    /** A journal in a folder that exists. */
    Journal(Json json, Path folder) {
        this.json = json;
        this.file = folder.resolve("changes.jsonl");
    }

    /** What a change has made of an order and its customer. */
    record Entry(
            Optional<String> key,
            String change,
            BigDecimal difference,
            Optional<OrderRecord> order,
            Optional<Account> account) {

        static Entry of(Optional<String> key, Change change, Accepted accepted) {
            return new Entry(
                    key, name(change), accepted.difference(), accepted.order(), accepted.account());
        }

        /** Two changes of one name want the same. */
        static String name(Change change) {
            return change.toString();
        }

        private Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            key.ifPresent(known -> tree.put("key", known));
            tree.put("change", change);
            tree.put("difference", difference.toPlainString());
            order.ifPresent(now -> tree.put("order", now.tree()));
            account.ifPresent(now -> tree.put("customer", now.customerId()));
            account.ifPresent(now -> tree.put("account", now.tree()));
            return tree;
        }
    }

    /** The book that the journal belongs to; empty when there is none. */
    Optional<String> book() {
        return lines().stream()
                .findFirst()
                .flatMap(this::object)
                .map(head -> head.get(BOOK))
                .map(Object::toString);
    }

    /** Starts anew for a book. Once this returns, the changes so far are gone. */
    void begin(String book) throws IOException {
        var next = file.resolveSibling("changes.new");
        write(next, json.write(Map.of(BOOK, book)) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void append(Entry entry) throws IOException {
        write(file, json.write(entry.tree()) + "\n", StandardOpenOption.APPEND);
    }

    private static void write(Path to, String text, StandardOpenOption how) throws IOException {
        try (var channel =
                FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            long before = channel.size();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            } catch (IOException e) {
                // Half a line would spoil the next one.
                channel.truncate(before);
                throw e;
            }
        }
    }

    /** The changes to this book, oldest first; none when the journal belongs to another. */
    List<Entry> entries(Book book) {
        if (!book().equals(Optional.of(book.id()))) {
            restart(book.id());
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        var lines = lines();
        for (String line : lines.subList(1, lines.size())) {
            object(line).map(tree -> entry(tree, book)).ifPresent(entries::add);
        }
        return entries;
    }

    private void restart(String book) {
        try {
            begin(book);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static Entry entry(Map<?, ?> tree, Book book) {
        var problems = new Problems("changes.jsonl");
        var row = Row.of(problems, "a change", tree);
        var names = new ShopReader(problems, book.products());
        return new Entry(
                row.find("key"),
                row.text("change"),
                new BigDecimal(row.text("difference")),
                row.object("order").map(order -> names.order(order.text("order_id"), order)),
                row.object("account").map(account -> names.account(row.text("customer"), account)));
    }

    /** Whole lines only: what follows the last line break was being written when all ended. */
    private List<String> lines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            var text = Files.readString(file);
            int end = text.lastIndexOf('\n');
            if (end + 1 < text.length()) {
                cutOff(text.substring(0, end + 1).getBytes(StandardCharsets.UTF_8).length);
            }
            return end < 0 ? List.of() : text.substring(0, end).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private void cutOff(long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private Optional<Map<?, ?>> object(String line) {
        try {
            return json.read(line) instanceof Map<?, ?> tree ? Optional.of(tree) : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " is damaged; move it away to begin with the fresh shop", e);
        }
    }
}
