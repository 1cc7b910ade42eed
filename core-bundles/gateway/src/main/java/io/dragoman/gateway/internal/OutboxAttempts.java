package io.dragoman.gateway.internal;

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Outbound;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.Settlement;
import io.dragoman.storage.OutboxStore.State;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to send a message, and what becomes of it: sent, later, given up, or of unknown outcome.
 * A message of unknown outcome is never sent again blindly where the platform cannot tell a repeat
 * from a new one. Thread-safe.
 */
final class OutboxAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxAttempts.class);
    private static final int TRIES = 12;

    private final LogStore log;
    private final Channels channels;
    private final Clock clock;
    private final RandomGenerator random;
    private final MediaLinks links;

    OutboxAttempts(
            LogStore log,
            Channels channels,
            MediaLinks links,
            Clock clock,
            RandomGenerator random) {
        this.log = log;
        this.links = links;
        this.channels = channels;
        this.clock = clock;
        this.random = random;
    }

    /** Tries once, and says what becomes of the row. */
    Settlement settlement(Item item) {
        try {
            return attempt(item);
        } catch (StoreException e) {
            // Nothing was sent yet, and that is known.
            return new Settlement(
                    State.PENDING,
                    item.attempts(),
                    clock.instant().plusSeconds(5),
                    "the store could not be read",
                    Optional.empty());
        } catch (RuntimeException | LinkageError e) {
            // Before anything was sent: a channel that cannot even say what it is able to show.
            LOG.warn(
                    "Message {} of {} could not be prepared", item.seq(), item.conversationId(), e);
            return again(item.attempts() + 1, Duration.ZERO, e.toString());
        }
    }

    private Settlement attempt(Item item) {
        var channel = channels.find(item.to().channel(), item.to().account());
        if (channel.isEmpty()) {
            // Its bundle may be being replaced, or come back tomorrow: waiting costs nothing.
            var due = clock.instant().plusSeconds(30);
            return new Settlement(
                    State.PENDING,
                    item.attempts(),
                    due,
                    "the channel is not installed",
                    Optional.empty());
        }
        if (item.sendingSince().isPresent() && !channel.get().capabilities().idempotentSend()) {
            return new Settlement(
                    State.UNKNOWN,
                    item.attempts() + 1,
                    clock.instant(),
                    "the server stopped while this was being sent",
                    Optional.empty());
        }
        var message = log.message(item.conversationId(), item.seq());
        if (message.isEmpty()) {
            return new Settlement(
                    State.DEAD,
                    item.attempts(),
                    clock.instant(),
                    "the message is gone",
                    Optional.empty());
        }
        return settle(item, channel.get(), send(channel.get(), item, message.get()));
    }

    /** Sends all pieces of a message; stops at the first that fails. */
    private Delivery send(Channel channel, Item item, Message message) {
        Delivery last = new Delivery.Sent(Optional.empty());
        var parts = links.signed(item.conversationId(), message.parts());
        var pieces = new Degrading(channel.capabilities()).messages(parts);
        for (int i = 0; i < pieces.size(); i++) {
            var key = item.id() + (i == 0 ? "" : "-" + i);
            last = sendOne(channel, new Outbound(key, item.to(), pieces.get(i)));
            if (!(last instanceof Delivery.Sent)) {
                // Part of it has arrived: a repeat would double that part.
                return i > 0
                                && !channel.capabilities().idempotentSend()
                                && last instanceof Delivery.Later later
                        ? new Delivery.Unknown(
                                "only "
                                        + i
                                        + " of "
                                        + pieces.size()
                                        + " pieces arrived: "
                                        + later.reason())
                        : last;
            }
        }
        return last;
    }

    private static Delivery sendOne(Channel channel, Outbound outbound) {
        try {
            return channel.send(outbound);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Channel {} broke its contract and threw", channel.identity(), e);
            return new Delivery.Unknown("the channel failed: " + e);
        }
    }

    private Settlement settle(Item item, Channel channel, Delivery delivery) {
        var now = clock.instant();
        int attempts = item.attempts() + 1;
        return switch (delivery) {
            case Delivery.Sent sent ->
                    new Settlement(State.SENT, attempts, now, "", sent.externalId());
            case Delivery.Rejected rejected ->
                    new Settlement(State.DEAD, attempts, now, rejected.reason(), Optional.empty());
            case Delivery.Unknown unknown when !channel.capabilities().idempotentSend() ->
                    new Settlement(
                            State.UNKNOWN, attempts, now, unknown.reason(), Optional.empty());
            case Delivery.Unknown unknown -> again(attempts, Duration.ZERO, unknown.reason());
            case Delivery.Later later -> again(attempts, later.after(), later.reason());
        };
    }

    private Settlement again(int attempts, Duration atLeast, String reason) {
        var now = clock.instant();
        if (attempts >= TRIES) {
            return new Settlement(
                    State.DEAD,
                    attempts,
                    now,
                    "given up after " + attempts + " tries: " + reason,
                    Optional.empty());
        }
        // 1 s, 2 s, 4 s … up to 10 minutes, each up to a quarter longer so that many do not come at
        // once.
        long backOff = Math.min(600_000, 1_000L << Math.min(attempts - 1, 20));
        long wait = Math.max(atLeast.toMillis(), backOff + random.nextLong(backOff / 4 + 1));
        return new Settlement(
                State.PENDING, attempts, now.plusMillis(wait), reason, Optional.empty());
    }
}
