package io.dragoman.store.sql;

import io.dragoman.storage.SettingStore;
import java.util.Optional;

/** Named values. Thread-safe. */
final class SqlSettingStore implements SettingStore {

    private final Database database;

    SqlSettingStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> get(String key) {
        return database.read(
                "read setting " + key,
                handle ->
                        handle.createQuery(
                                        "SELECT setting_value FROM setting WHERE setting_key = :key")
                                .bind("key", key)
                                .mapTo(String.class)
                                .findOne());
    }

    @Override
    public String putIfAbsent(String key, String value) {
        return get(key).orElseGet(
                        () -> {
                            database.insertUnlessThere(
                                    "save setting " + key,
                                    handle -> row(key, value).insert(handle));
                            return get(key).orElse(value);
                        });
    }

    @Override
    public void put(String key, String value) {
        database.write(
                "save setting " + key,
                handle -> {
                    row(key, value).run(handle);
                    return null;
                });
    }

    private static Upsert row(String key, String value) {
        return new Upsert("setting", "setting_key", key).set("setting_value", value);
    }
}
