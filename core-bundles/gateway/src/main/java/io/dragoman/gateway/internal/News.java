package io.dragoman.gateway.internal;

import io.dragoman.conversation.Delivery;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;

/** What the desk has to hear of. */
sealed interface News {

    /** A change of the log. */
    record Change(Written written) implements News {
        @Override
        public long characters() {
            return written.messages().stream().mapToLong(Message::characters).sum();
        }
    }

    /** A message has come further on its way. */
    record Progress(Conversation conversation, long seq, Delivery delivery) implements News {
        @Override
        public long characters() {
            return 0;
        }
    }

    /** How much text it holds. */
    long characters();
}
