package io.dragoman.conversation;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** Where customers' messages come in, from whatever channel. Thread-safe. */
@ProviderType
public interface Inbox {

    /**
     * Finds or opens the conversation of an address.
     *
     * @param hello what the page or platform tells of the person
     */
    Conversation open(String site, Address address, boolean live, Hello hello);

    /** Finds or opens the conversation of the sender and appends the message to it. */
    CompletableFuture<Receipt> receive(String site, boolean live, Inbound inbound);

    /**
     * Appends a customer's message to a conversation. A closed conversation is opened anew.
     *
     * @param clientKey the sender's own id of the message; a repeat is answered alike and stands in
     *     the log once
     */
    CompletableFuture<Receipt> receive(
            String conversationId, String clientKey, List<Part> parts, String name);

    /**
     * What is known of a visitor.
     *
     * @param language {@code zh-CN} or {@code en}
     * @param profile the page's profile as JSON; empty when there is none
     */
    record Hello(String language, String name, String profile, Optional<String> customerId) {}

    /** What became of a message. */
    sealed interface Receipt {

        /** It is durable under its number; {@code repeated} when it was so before. */
        record Accepted(Conversation conversation, Message message, boolean repeated)
                implements Receipt {}

        /** It was not taken, and why: {@code code} is for programs. */
        record Rejected(String code, String reason) implements Receipt {}
    }
}
