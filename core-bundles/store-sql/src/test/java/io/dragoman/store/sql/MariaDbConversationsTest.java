package io.dragoman.store.sql;

/** Lists of conversations on a real MariaDB server. */
final class MariaDbConversationsTest extends ConversationListContract {
    MariaDbConversationsTest() {
        super(Engine.MARIADB);
    }
}
