package io.dragoman.store.sql;

/** Lists of conversations on H2. */
final class H2ConversationsTest extends ConversationListContract {
    H2ConversationsTest() {
        super(Engine.H2);
    }
}
