package io.dragoman.store.sql;

import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The articles of the knowledge base. Thread-safe. */
final class SqlArticleStore implements ArticleStore {

    private final Database database;
    private final Trees trees;

    SqlArticleStore(Database database, Trees trees) {
        this.database = database;
        this.trees = trees;
    }

    @Override
    public Optional<Article> article(String id) {
        return database.read(
                "read article " + id,
                handle ->
                        handle.createQuery("SELECT * FROM article WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> article(row))
                                .findOne());
    }

    @Override
    public List<Article> all() {
        return database.read(
                "read the articles",
                handle ->
                        handle.createQuery("SELECT * FROM article ORDER BY id")
                                .map((row, context) -> article(row))
                                .list());
    }

    @Override
    public Page<Article> list(Filter filter, Optional<String> cursor, int limit) {
        var conditions =
                new Conditions()
                        .equal("site", filter.site())
                        .equal("language", filter.language())
                        .equal("enabled", filter.enabled())
                        .containing(filter.text().map(trees::inside), "questions", "answer")
                        .after(Cursor.decode(cursor), "updated_at_us", "id");
        var rows =
                database.read(
                        "list the articles",
                        handle ->
                                conditions
                                        .bindTo(
                                                handle.createQuery(
                                                        "SELECT * FROM article"
                                                                + conditions.where()
                                                                + " ORDER BY updated_at_us DESC, id DESC"
                                                                + " LIMIT :limit"))
                                        .bind("limit", limit + 1)
                                        .map((row, context) -> article(row))
                                        .list());
        return Cursor.page(rows, limit, a -> new Cursor(Columns.micros(a.updatedAt()), a.id()));
    }

    private Article article(ResultSet row) throws SQLException {
        return new Article(
                row.getString("id"),
                row.getString("site"),
                row.getString("language"),
                row.getString("category"),
                trees.strings(row.getString("questions")),
                row.getString("answer"),
                row.getString("source"),
                row.getBoolean("enabled"),
                row.getInt("version"),
                Columns.instant(row, "updated_at_us"),
                row.getString("updated_by"));
    }

    @Override
    public boolean save(Article article) {
        var row = row(article);
        if (article.version() == 1) {
            return database.insertUnlessThere("save article " + article.id(), row::insert);
        }
        return database.write(
                "save article " + article.id(),
                handle -> {
                    boolean next = isNext(handle, article);
                    if (next) {
                        row.run(handle);
                    }
                    return next;
                });
    }

    /** Locks the row, so that of two editors only one is next. */
    private static boolean isNext(Handle handle, Article article) {
        return handle.createQuery("SELECT version FROM article WHERE id = :id FOR UPDATE")
                .bind("id", article.id())
                .mapTo(Integer.class)
                .findOne()
                .filter(version -> version == article.version() - 1)
                .isPresent();
    }

    private Upsert row(Article article) {
        return new Upsert("article", "id", article.id())
                .set("site", article.site())
                .set("language", article.language())
                .set("category", article.category())
                .set("questions", trees.ofList(article.questions()))
                .set("answer", article.answer())
                .set("source", article.source())
                .set("enabled", article.enabled())
                .set("version", article.version())
                .set("updated_at_us", Columns.micros(article.updatedAt()))
                .set("updated_by", article.updatedBy());
    }

    @Override
    public boolean delete(String id) {
        return database.write(
                "delete article " + id,
                handle ->
                        handle.createUpdate("DELETE FROM article WHERE id = :id")
                                        .bind("id", id)
                                        .execute()
                                > 0);
    }
}
