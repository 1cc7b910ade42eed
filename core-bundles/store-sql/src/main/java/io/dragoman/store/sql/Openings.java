package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.LogStore.Opening;
import io.dragoman.storage.StoreException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Finds or makes the conversation of an address. Thread-safe. */
final class Openings {

    private static final int ATTEMPTS = 5;

    private static final String BY_ADDRESS =
            "SELECT "
                    + ConversationTable.COLUMNS
                    + " FROM conversation c WHERE c.site = :site AND c.channel = :channel"
                    + " AND c.account = :account AND c.address_user = :user";

    private final Database database;
    private final Trees trees;

    Openings(Database database, Trees trees) {
        this.database = database;
        this.trees = trees;
    }

    Conversation open(Opening opening) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var found = find(opening);
            if (found.isPresent()) {
                return found.get();
            }
            // Two may get here at once; the unique key lets one in, and the other finds its work.
            database.insertUnlessThere("open a conversation", handle -> insert(handle, opening));
        }
        return find(opening)
                .orElseThrow(
                        () ->
                                new StoreException(
                                        "Cannot open a conversation: the id "
                                                + opening.newConversationId()
                                                + " or "
                                                + opening.newContactId()
                                                + " is taken",
                                        null));
    }

    private Optional<Conversation> find(Opening opening) {
        var address = opening.address();
        return database.read(
                "find a conversation",
                handle ->
                        handle.createQuery(BY_ADDRESS)
                                .bind("site", opening.site())
                                .bind("channel", address.channel())
                                .bind("account", address.account())
                                .bind("user", address.user())
                                .map((row, c) -> ConversationTable.read(row, trees).conversation())
                                .findOne());
    }

    private void insert(Handle handle, Opening opening) throws SQLException {
        var contact = SqlContactStore.idByAddress(handle, opening.site(), opening.address());
        if (contact.isEmpty()) {
            insertContact(handle, opening);
        }
        var row = ConversationRow.of(conversation(opening, contact.orElse(opening.newContactId())));
        try (var statement = handle.getConnection().prepareStatement(ConversationTable.INSERT)) {
            ConversationTable.bindInsert(new Binder(statement), trees, row);
            statement.executeUpdate();
        }
    }

    private static void insertContact(Handle handle, Opening opening) {
        SqlContactStore.insert(
                handle, opening.newContactId(), opening.site(), opening.name(), opening.at());
        new Upsert("contact_address", "contact_id", opening.newContactId())
                .set("site", opening.site())
                .set("channel", opening.address().channel())
                .set("account", opening.address().account())
                .set("address_user", opening.address().user())
                .insert(handle);
    }

    private static Conversation conversation(Opening opening, String contactId) {
        var at = Columns.kept(opening.at());
        return new Conversation(
                opening.newConversationId(),
                opening.site(),
                opening.address(),
                opening.live(),
                contactId,
                State.BOT,
                1,
                opening.language(),
                0,
                "",
                0,
                Set.of(),
                BotState.NEW,
                DeskState.NONE,
                ReadState.NONE,
                WindowState.NEW,
                at,
                at,
                Optional.empty());
    }
}
