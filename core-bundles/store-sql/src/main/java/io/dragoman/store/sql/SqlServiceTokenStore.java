package io.dragoman.store.sql;

import io.dragoman.storage.ServiceTokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens of programs. Thread-safe. */
final class SqlServiceTokenStore implements ServiceTokenStore {

    private final Database database;

    SqlServiceTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Token token) {
        database.write(
                "add the token " + token.name(),
                handle -> {
                    new Upsert("service_token", "id", token.id())
                            .set("name", token.name())
                            .set("token_hash", token.hash())
                            .set("site", token.site())
                            .set("scopes", String.join(",", token.scopes()))
                            .set("per_minute", token.perMinute())
                            .set("created_by", token.createdBy())
                            .set("created_us", Columns.micros(token.createdAt()))
                            .insert(handle);
                    return null;
                });
    }

    @Override
    public Optional<Token> byHash(String hash) {
        return database.read(
                "read a token",
                handle ->
                        handle.createQuery("SELECT * FROM service_token WHERE token_hash = :hash")
                                .bind("hash", hash)
                                .map((row, context) -> token(row))
                                .findOne());
    }

    @Override
    public List<Token> all() {
        return database.read(
                "list the tokens",
                handle ->
                        handle.createQuery("SELECT * FROM service_token ORDER BY name, id")
                                .map((row, context) -> token(row))
                                .list());
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString("id"),
                row.getString("name"),
                row.getString("token_hash"),
                Optional.ofNullable(row.getString("site")),
                Set.of(row.getString("scopes").split(",")),
                row.getInt("per_minute"),
                row.getString("created_by"),
                Columns.instant(row.getLong("created_us")));
    }

    @Override
    public boolean remove(String id) {
        return database.write(
                "remove a token",
                handle ->
                        handle.createUpdate("DELETE FROM service_token WHERE id = :id")
                                        .bind("id", id)
                                        .execute()
                                > 0);
    }
}
