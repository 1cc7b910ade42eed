package io.dragoman.store.sql;

import io.dragoman.storage.UploadStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of uploaded files. Thread-safe. */
final class SqlUploadStore implements UploadStore {

    private static final int NAME = 255;

    private final Database database;

    SqlUploadStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Upload upload) {
        database.write(
                "save an upload",
                handle -> {
                    new Upsert("upload", "id", upload.id())
                            .set("site", upload.site())
                            .set("conversation_id", upload.conversationId())
                            .set("owner", upload.owner())
                            .set("name", Columns.fit(upload.name(), NAME))
                            .set("mime_type", upload.mimeType())
                            .set("size_bytes", upload.size())
                            .set("at_us", Columns.micros(upload.at()))
                            .insert(handle);
                    return null;
                });
    }

    @Override
    public Optional<Upload> upload(String id) {
        return list("id", id).stream().findFirst();
    }

    @Override
    public List<Upload> ofConversation(String conversationId) {
        return list("conversation_id", conversationId);
    }

    @Override
    public List<Upload> orphans(int limit) {
        return database.read(
                "read uploads of conversations that are gone",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM upload WHERE NOT EXISTS (SELECT 1 FROM"
                                                + " conversation c WHERE c.id = upload.conversation_id)"
                                                + " ORDER BY at_us, id LIMIT :limit")
                                .bind("limit", limit)
                                .map((row, context) -> upload(row))
                                .list());
    }

    private List<Upload> list(String column, String value) {
        return database.read(
                "read uploads",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM upload WHERE "
                                                + column
                                                + " = :value ORDER BY at_us, id")
                                .bind("value", value)
                                .map((row, context) -> upload(row))
                                .list());
    }

    private static Upload upload(ResultSet row) throws SQLException {
        return new Upload(
                row.getString("id"),
                row.getString("site"),
                row.getString("conversation_id"),
                row.getString("owner"),
                row.getString("name"),
                row.getString("mime_type"),
                row.getLong("size_bytes"),
                Columns.instant(row, "at_us"));
    }

    @Override
    public Usage usage(String owner, Instant since) {
        return database.read(
                "sum the uploads of " + owner,
                handle ->
                        handle.createQuery(
                                        "SELECT COUNT(*) AS files, COALESCE(SUM(size_bytes), 0) AS bytes"
                                                + " FROM upload WHERE owner = :owner AND at_us >= :since")
                                .bind("owner", owner)
                                .bind("since", Columns.micros(since))
                                .map(
                                        (row, c) ->
                                                new Usage(
                                                        row.getInt("files"), row.getLong("bytes")))
                                .one());
    }

    @Override
    public boolean delete(String id) {
        return database.write(
                "delete an upload",
                handle -> handle.execute("DELETE FROM upload WHERE id = ?", id) > 0);
    }
}
