package io.dragoman.gateway.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Delivery;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.Outcome.Written;

/** What the desk has to hear of. */
sealed interface News {

    /** A change of the log. */
    record Change(Written written) implements News {
        @Override
        public long characters() {
            return written.messages().stream()
                    .mapToLong(message -> Part.firstText(message.parts()).orElse("").length())
                    .sum();
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
