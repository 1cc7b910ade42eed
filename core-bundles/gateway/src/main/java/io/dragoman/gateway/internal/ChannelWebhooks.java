package io.dragoman.gateway.internal;

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.json.Json;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.Inbox;
import io.dragoman.conversation.Inbox.Receipt;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.gateway.Webhooks;
import io.dragoman.storage.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands calls to the channel they are for and keeps what they bring, before they are acknowledged.
 */
@Component(service = Webhooks.class)
public final class ChannelWebhooks implements Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelWebhooks.class);
    private static final Duration DURABLE_WITHIN = Duration.ofSeconds(4);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Channels channels;
    private final Inbox inbox;
    private final Json json;

    @Activate
    public ChannelWebhooks(
            @Reference(name = "channels") Channels channels,
            @Reference(name = "inbox") Inbox inbox,
            @Reference(name = "json") Json json) {
        this.channels = channels;
        this.inbox = inbox;
        this.json = json;
    }

    @Override
    public Answer call(String channel, String account, WebhookRequest request) {
        var found = channels.find(channel, account);
        if (found.isEmpty()) {
            return problem(
                    404,
                    "no-such-account",
                    "There is no account '" + account + "' on channel '" + channel + "'");
        }
        if (!(found.get() instanceof WebhookChannel webhooks)) {
            return problem(404, "no-webhooks", "Channel '" + channel + "' takes no calls");
        }
        Decoded decoded;
        try {
            decoded = webhooks.decode(request);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Channel {}/{} could not decode a call", channel, account, e);
            return problem(500, "channel-failed", "The channel could not read this call");
        }
        return switch (decoded) {
            case Decoded.Reply reply -> answer(reply);
            case Decoded.Refused refused -> {
                LOG.info("A call for {}/{} was refused: {}", channel, account, refused.reason());
                yield problem(refused.status(), "refused", refused.reason());
            }
            case Decoded.Messages messages -> keep(webhooks, messages);
        };
    }

    private Answer keep(Channel channel, Decoded.Messages messages) {
        var receipts = new ArrayList<CompletableFuture<Receipt>>();
        try {
            for (var inbound : messages.messages()) {
                receipts.add(
                        inbox.receive(
                                channel.identity().site(), channel.capabilities().live(), inbound));
            }
            for (var receipt : receipts) {
                if (receipt.get(DURABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                        instanceof Receipt.Rejected rejected) {
                    return problem(409, rejected.code(), rejected.reason());
                }
            }
            return answer(messages.acknowledgement());
        } catch (ExecutionException | TimeoutException | StoreException | OverloadedException e) {
            LOG.warn(
                    "Messages for {} were not kept; the platform will call again: {}",
                    channel.identity(),
                    e.toString());
            var body = problemBody(503, "busy", "The message was not kept; send it again");
            return new Answer(503, "application/problem+json", body, Optional.of(LATER));
        } catch (RuntimeException e) {
            LOG.error("A call for {} failed", channel.identity(), e);
            return problem(500, "failed", "The message could not be kept");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return problem(503, "stopping", "The server is stopping; send it again");
        }
    }

    private static Answer answer(Decoded.Reply reply) {
        return new Answer(reply.status(), reply.contentType(), reply.body(), Optional.empty());
    }

    private Answer problem(int status, String code, String detail) {
        return new Answer(
                status,
                "application/problem+json",
                problemBody(status, code, detail),
                Optional.empty());
    }

    private String problemBody(int status, String code, String detail) {
        return json.write(
                Map.of("title", "Refused", "status", status, "code", code, "detail", detail));
    }
}
