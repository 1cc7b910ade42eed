package io.dragoman.store.sql;

import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sites, teams and users. Thread-safe. */
final class SqlDirectoryStore implements DirectoryStore {

    private final Database database;
    private final Trees trees;

    SqlDirectoryStore(Database database, Trees trees) {
        this.database = database;
        this.trees = trees;
    }

    @Override
    public List<Site> sites() {
        return database.read(
                "read the sites",
                handle ->
                        handle.createQuery("SELECT * FROM site ORDER BY is_default DESC, id")
                                .map((row, context) -> site(row))
                                .list());
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(
                row.getString("id"),
                row.getString("name_zh"),
                row.getString("name_en"),
                row.getString("zone"),
                row.getString("language"),
                row.getBoolean("is_default"));
    }

    @Override
    public void save(Site site) {
        database.write(
                "save site " + site.id(),
                handle -> {
                    if (site.isDefault()) {
                        handle.execute("UPDATE site SET is_default = FALSE");
                    }
                    new Upsert("site", "id", site.id())
                            .set("name_zh", site.nameZh())
                            .set("name_en", site.nameEn())
                            .set("zone", site.zone())
                            .set("language", site.language())
                            .set("is_default", site.isDefault())
                            .run(handle);
                    return null;
                });
    }

    @Override
    public List<Team> teams() {
        return database.read(
                "read the teams",
                handle ->
                        handle.createQuery("SELECT * FROM team ORDER BY site, team_key")
                                .map((row, context) -> team(row))
                                .list());
    }

    private Team team(ResultSet row) throws SQLException {
        return new Team(
                row.getString("id"),
                row.getString("site"),
                row.getString("team_key"),
                row.getString("name_zh"),
                row.getString("name_en"),
                Set.copyOf(trees.strings(row.getString("members"))),
                row.getBoolean("is_fallback"),
                Columns.optionalText(row, "hours"),
                row.getString("description"));
    }

    @Override
    public void save(Team team) {
        save(
                "team " + team.key(),
                new Upsert("team", "id", team.id())
                        .set("site", team.site())
                        .set("team_key", team.key())
                        .set("name_zh", team.nameZh())
                        .set("name_en", team.nameEn())
                        .set("members", trees.ofSet(team.members()))
                        .set("is_fallback", team.fallback())
                        .set("hours", team.hours())
                        .set("description", team.description()));
    }

    @Override
    public boolean deleteTeam(String id) {
        return delete("team", id);
    }

    @Override
    public List<User> users() {
        return database.read(
                "read the users",
                handle ->
                        handle.createQuery("SELECT * FROM users ORDER BY username")
                                .map((row, context) -> user(row))
                                .list());
    }

    @Override
    public Optional<User> user(String id) {
        return user("id", id);
    }

    @Override
    public Optional<User> byUsername(String username) {
        return user("username", username);
    }

    private Optional<User> user(String column, String value) {
        return database.read(
                "read a user",
                handle ->
                        handle.createQuery("SELECT * FROM users WHERE " + column + " = :value")
                                .bind("value", value)
                                .map((row, context) -> user(row))
                                .findOne());
    }

    private User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("id"),
                row.getString("username"),
                row.getString("name"),
                row.getString("password_hash"),
                trees.strings(row.getString("roles")).stream()
                        .map(Role::valueOf)
                        .collect(Collectors.toSet()),
                row.getBoolean("enabled"),
                row.getString("locale"),
                row.getInt("capacity"),
                row.getBoolean("must_change_password"),
                Columns.optionalText(row, "site"));
    }

    @Override
    public void save(User user) {
        save(
                "user " + user.username(),
                new Upsert("users", "id", user.id())
                        .set("username", user.username())
                        .set("name", user.name())
                        .set("password_hash", user.passwordHash())
                        .set("roles", trees.ofSet(user.roles().stream().map(Role::name).toList()))
                        .set("enabled", user.enabled())
                        .set("locale", user.locale())
                        .set("capacity", user.capacity())
                        .set("must_change_password", user.mustChangePassword())
                        .set("site", user.site()));
    }

    @Override
    public boolean deleteUser(String id) {
        return delete("users", id);
    }

    private void save(String what, Upsert row) {
        database.write(
                "save " + what,
                handle -> {
                    row.run(handle);
                    return null;
                });
    }

    private boolean delete(String table, String id) {
        return database.write(
                "delete from " + table,
                handle ->
                        handle.createUpdate("DELETE FROM " + table + " WHERE id = :id")
                                        .bind("id", id)
                                        .execute()
                                > 0);
    }
}
