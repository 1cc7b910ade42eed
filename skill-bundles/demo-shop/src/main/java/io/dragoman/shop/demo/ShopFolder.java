package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.ProductType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A shop in a folder: {@code users.json}, {@code products.json}, {@code orders.json} and, if the
 * shop is not the plain one, {@code shop.json}. The format is described in {@code docs/shop.md}.
 */
final class ShopFolder {

    static final List<String> NEEDED = List.of("users.json", "products.json", "orders.json");
    static final String SETTINGS = "shop.json";
    static final List<String> ALL = List.of("users.json", "products.json", "orders.json", SETTINGS);
    private static final long MAX_BYTES = 16_000_000;

    private final Json json;
    private final Path folder;
    private final Problems problems = new Problems(SETTINGS);

    ShopFolder(Json json, Path folder) {
        this.json = json;
        this.folder = folder;
    }

    /** The shop, or why there is none. */
    sealed interface Loaded {

        record Shop(Book book) implements Loaded {}

        /** Each says file, record and what to do. */
        record Faulty(List<String> problems) implements Loaded {}
    }

    /** The files that are there, by name. */
    static Map<String, byte[]> files(Path folder) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (String name : NEEDED) {
            files.put(name, content(folder, name));
        }
        if (Files.exists(folder.resolve(SETTINGS))) {
            files.put(SETTINGS, content(folder, SETTINGS));
        }
        return files;
    }

    private static byte[] content(Path folder, String name) throws IOException {
        var file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw new IOException(
                    folder
                            + " has no readable "
                            + name
                            + "; a shop is "
                            + String.join(", ", NEEDED));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(name + " is larger than " + MAX_BYTES + " bytes; import less");
        }
        return Files.readAllBytes(file);
    }

    /** Names the content of files: the same for the same bytes only. */
    static String id(Map<String, byte[]> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach(
                    (name, bytes) -> {
                        digest.update(
                                (name + " " + bytes.length + "\n")
                                        .getBytes(StandardCharsets.UTF_8));
                        digest.update(bytes);
                    });
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** Reads and checks all of it. */
    Loaded load() {
        try {
            return load(files(folder));
        } catch (IOException e) {
            return new Loaded.Faulty(List.of(e.getMessage()));
        }
    }

    /** Checks files that have been read. */
    Loaded load(Map<String, byte[]> files) {
        var book = book(files);
        return problems.isEmpty() ? new Loaded.Shop(book) : new Loaded.Faulty(problems.lines());
    }

    private Book book(Map<String, byte[]> files) {
        var settings =
                Optional.ofNullable(files.get(SETTINGS))
                        .map(bytes -> Row.of(problems, "the file", tree(problems, bytes)));
        var inProducts = problems.in("products.json");
        var inUsers = problems.in("users.json");
        var inOrders = problems.in("orders.json");
        var rows = rows(inProducts, files.get("products.json"), "product");
        Map<String, ProductType> products =
                table(rows, new ShopReader(inProducts, Map.of())::product);
        var users = new ShopReader(inUsers, products);
        var orders = new ShopReader(inOrders, products);
        var book =
                new Book(
                        id(files),
                        settings.flatMap(row -> row.find("currency")).orElse("USD"),
                        ledger(rows),
                        settings.flatMap(ShopFolder::returnWindow),
                        table(rows(inUsers, files.get("users.json"), "user"), users::account),
                        products,
                        table(rows(inOrders, files.get("orders.json"), "order"), orders::order));
        new References(book, inUsers, inOrders).check();
        return book;
    }

    private static Optional<Duration> returnWindow(Row settings) {
        var days = settings.members().get("return_days");
        if (days instanceof Long whole && whole >= 0 && whole <= 3650) {
            return Optional.of(Duration.ofDays(whole));
        }
        if (days != null) {
            settings.problems()
                    .add("", "'return_days' must be a whole number of days from 0 to 3650");
        }
        return Optional.empty();
    }

    /** Prices in quotes are exact decimals; bare JSON numbers are the binary ones of JSON. */
    private static Ledger ledger(Map<String, Row> products) {
        boolean binary =
                products.values().stream()
                        .flatMap(row -> row.object("variants").stream())
                        .flatMap(variants -> variants.members().values().stream())
                        .anyMatch(
                                variant ->
                                        variant instanceof Map<?, ?> members
                                                && members.get("price") instanceof Number);
        return binary ? new BenchmarkLedger() : new ExactLedger();
    }

    private Object tree(Problems where, byte[] bytes) {
        try {
            return json.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            where.add("", e.getMessage());
            return Map.of();
        }
    }

    private Map<String, Row> rows(Problems where, byte[] bytes, String kind) {
        var rows = new LinkedHashMap<String, Row>();
        Row.of(where, "the file", tree(where, bytes))
                .members()
                .forEach(
                        (key, value) ->
                                rows.put(key.toString(), Row.of(where, kind + " " + key, value)));
        return rows;
    }

    private static <T> Map<String, T> table(
            Map<String, Row> rows, BiFunction<String, Row, T> reader) {
        var table = new LinkedHashMap<String, T>();
        rows.forEach((key, row) -> table.put(key, reader.apply(key, row)));
        return Collections.unmodifiableMap(table);
    }
}
