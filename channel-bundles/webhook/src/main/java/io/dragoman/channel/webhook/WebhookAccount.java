package io.dragoman.channel.webhook;

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.config.Secret;
import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * One account of the webhook channel: {@code etc/io.dragoman.channel.webhook-<name>.cfg}.
 *
 * <p>It publishes the channel by hand, because a component's own service would carry the whole
 * configuration, secrets included, as properties that anybody can list.
 */
@Component(
        service = {},
        configurationPid = "io.dragoman.channel.webhook",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebhookAccount.Config.class, factory = true)
public final class WebhookAccount {

    private final GenericWebhookChannel channel;
    private final ServiceRegistration<Channel> registration;

    /** The settings of one account. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        @AttributeDefinition(name = "%settings.account", description = "%settings.account.about")
        String account() default "default";

        @AttributeDefinition(
                name = "%settings.site",
                description = "%settings.site.about",
                required = false)
        String site() default "";

        @AttributeDefinition(
                name = "%settings.inboundKey",
                description = "%settings.inboundKey.about",
                type = AttributeType.PASSWORD,
                required = false)
        String inboundKey() default "";

        @AttributeDefinition(
                name = "%settings.target",
                description = "%settings.target.about",
                required = false)
        String target() default "";

        @AttributeDefinition(
                name = "%settings.secret",
                description = "%settings.secret.about",
                type = AttributeType.PASSWORD,
                required = false)
        String secret() default "";

        @AttributeDefinition(
                name = "%settings.previousSecret",
                description = "%settings.previousSecret.about",
                type = AttributeType.PASSWORD,
                required = false)
        String previousSecret() default "";

        @AttributeDefinition(
                name = "%settings.timeoutSeconds",
                description = "%settings.timeoutSeconds.about",
                min = "1",
                max = "9")
        int timeoutSeconds() default 8;
    }

    /** Checks the settings and opens the channel. */
    @Activate
    public WebhookAccount(
            BundleContext bundle,
            Config config,
            @Reference(name = "json") Json json,
            @Reference(name = "parts") PartCodec parts) {
        channel = new GenericWebhookChannel(settings(config), json, parts, Clock.systemUTC());
        registration =
                bundle.registerService(Channel.class, channel, channel.identity().properties());
    }

    private static WebhookSettings settings(Config config) {
        return new WebhookSettings(
                ChannelAccount.configured(
                        GenericWebhookChannel.CHANNEL, config.account(), config.site()),
                new Secret(config.inboundKey().trim()),
                Optional.of(config.target().trim())
                        .filter(text -> !text.isEmpty())
                        .map(URI::create),
                Stream.of(config.secret(), config.previousSecret())
                        .map(text -> new Secret(text.trim()))
                        .filter(Secret::isPresent)
                        .toList(),
                PlatformHttp.limit(config.timeoutSeconds()));
    }

    /** Takes the channel away, then lets its connections go. */
    @Deactivate
    public void close() {
        registration.unregister();
        channel.close();
    }
}
