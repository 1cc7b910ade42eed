package io.dragoman.conversation;

import io.dragoman.api.channel.Channel;
import io.dragoman.storage.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The channel accounts that are installed now. Thread-safe. */
@ProviderType
public interface Channels {

    /** All of them, by channel and account. */
    List<Channel> all();

    /** One of them. */
    Optional<Channel> find(String channel, String account);

    /** What the channel of a conversation still lets us send; empty when it sets no limit. */
    Optional<Quota> quota(Conversation conversation);

    /** A limit on answers. */
    record Quota(int remaining, int total, Instant until) {

        /** Whether nothing more can be sent. */
        public boolean spent(Instant now) {
            return remaining <= 0 || now.isAfter(until);
        }
    }
}
