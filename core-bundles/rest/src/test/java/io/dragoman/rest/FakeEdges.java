package io.dragoman.rest;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.MediaChannel;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.Reason;
import io.dragoman.catalog.Health;
import io.dragoman.catalog.HealthCheck;
import io.dragoman.catalog.Plugins;
import io.dragoman.conversation.internal.ChannelRegistry;
import io.dragoman.gateway.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Channels, webhooks, plug-ins and health that say what tests want to hear. */
public final class FakeEdges implements Webhooks, Plugins, Health {

    private static final Reason MISSING =
            Reason.of("missing-import", "missing import", "package", "io.acme");

    /** What came in last. */
    public final AtomicReference<WebhookRequest> called = new AtomicReference<>();

    public volatile Answer next = new Answer(200, "text/plain", "success", Optional.empty());

    /** A web channel and one of a platform. */
    private static final class Account implements WebhookChannel, MediaChannel {
        private final ChannelAccount identity;
        private final boolean live;

        Account(String channel, boolean live) {
            this.identity = new ChannelAccount(channel, "default", "demo");
            this.live = live;
        }

        @Override
        public ChannelAccount identity() {
            return identity;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    EnumSet.of(Part.Kind.TEXT), 2_000, 5, Optional.empty(), live, false);
        }

        @Override
        public Delivery send(Outbound message) {
            return new Delivery.Sent(Optional.empty());
        }

        @Override
        public Decoded decode(WebhookRequest request) {
            return new Decoded.Refused(401, "bad signature");
        }

        @Override
        public StoredMedia fetch(String id) {
            return switch (id) {
                case "picture" -> new StoredMedia.Found("image/png", new byte[] {1, 2, 3});
                case "busy" -> new StoredMedia.Unavailable("the platform is busy");
                default -> new StoredMedia.Gone("too old");
            };
        }
    }

    void publish(ChannelRegistry registry) {
        for (Channel channel : List.of(new Account("web", true), new Account("wechat-oa", false))) {
            add(registry, channel);
        }
    }

    /** The container binds by reflection, too. */
    private static void add(ChannelRegistry registry, Channel channel) {
        try {
            var bind = ChannelRegistry.class.getDeclaredMethod("add", Channel.class);
            bind.setAccessible(true);
            bind.invoke(registry, channel);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<Class<?>, Object> services() {
        return Map.of(Webhooks.class, this, Plugins.class, this, Health.class, this);
    }

    @Override
    public Answer call(String channel, String account, WebhookRequest request) {
        called.set(request);
        return next;
    }

    public void answers(int status, String type, String body, Optional<Duration> retryAfter) {
        next = new Answer(status, type, body, retryAfter);
    }

    @Override
    public String folder() {
        return "/deploy";
    }

    @Override
    public List<Plugin> list(Locale locale) {
        return List.of(
                new Plugin(
                        "io.example.skill",
                        locale.getLanguage().equals("zh") ? "示例" : "Example",
                        Optional.of("example.jar"),
                        "1.0.0",
                        State.FAILED,
                        MISSING,
                        "0.9.0",
                        "abc",
                        "acme",
                        Instant.EPOCH,
                        List.of("skill/parcels"),
                        List.of(
                                new Plugins.Usage(
                                        "skill/parcels",
                                        20,
                                        1,
                                        Duration.ofMillis(3),
                                        Duration.ofMillis(9),
                                        List.of(
                                                new Plugins.Error(
                                                        Instant.EPOCH, Reason.said("no luck"))),
                                        Optional.empty())),
                        List.of(new Plugins.Error(Instant.EPOCH, MISSING)),
                        List.of(
                                new Plugins.Kept(
                                        "0.9.0",
                                        "example.jar",
                                        "def",
                                        Instant.EPOCH,
                                        Reason.NONE))));
    }

    @Override
    public Report report() {
        return new Report(
                HealthCheck.Status.UP,
                Instant.EPOCH,
                List.of(
                        HealthCheck.Part.up("store", "store"),
                        new HealthCheck.Part(
                                "rules",
                                "rules",
                                HealthCheck.Status.DEGRADED,
                                "retail.drl:9: no such word",
                                Map.of("files", "7"))));
    }
}
