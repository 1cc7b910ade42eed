package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.MediaFiles;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.config.Secret;
import io.dragoman.api.json.Json;
import java.net.URI;
import java.time.Clock;
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
 * One Official Account: {@code etc/io.dragoman.channel.wechatoa-<name>.cfg}.
 *
 * <p>It publishes the channel by hand, because a component's own service would carry the whole
 * configuration, secrets included, as properties that anybody can list.
 */
@Component(
        service = {},
        configurationPid = "io.dragoman.channel.wechatoa",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WeChatAccount.Config.class, factory = true)
public final class WeChatAccount {

    private final WeChatChannel channel;
    private final ServiceRegistration<Channel> registration;

    /** The settings of one account; all but the first two and the last are the vendor console's. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        @AttributeDefinition(name = "%settings.account", description = "%settings.account.about")
        String account() default "default";

        @AttributeDefinition(
                name = "%settings.site",
                description = "%settings.site.about",
                required = false)
        String site() default "";

        @AttributeDefinition(name = "%settings.appId", description = "%settings.appId.about")
        String appId() default "";

        @AttributeDefinition(
                name = "%settings.appSecret",
                description = "%settings.appSecret.about",
                type = AttributeType.PASSWORD)
        String appSecret() default "";

        @AttributeDefinition(
                name = "%settings.token",
                description = "%settings.token.about",
                type = AttributeType.PASSWORD)
        String token() default "";

        @AttributeDefinition(
                name = "%settings.encodingAesKey",
                description = "%settings.encodingAesKey.about",
                type = AttributeType.PASSWORD)
        String encodingAesKey() default "";

        @AttributeDefinition(name = "%settings.baseUrl", description = "%settings.baseUrl.about")
        String baseUrl() default "https://api.weixin.qq.com";

        @AttributeDefinition(
                name = "%settings.followText",
                description = "%settings.followText.about",
                required = false)
        String followText() default "";

        @AttributeDefinition(
                name = "%settings.timeoutSeconds",
                description = "%settings.timeoutSeconds.about",
                min = "1",
                max = "9")
        int timeoutSeconds() default 8;
    }

    /** Checks the settings and opens the channel. */
    @Activate
    public WeChatAccount(
            BundleContext bundle,
            Config config,
            @Reference(name = "json") Json json,
            @Reference(name = "files") MediaFiles files) {
        channel = new WeChatChannel(settings(config), json, Clock.systemUTC(), files);
        registration =
                bundle.registerService(Channel.class, channel, channel.identity().properties());
    }

    private static WeChatSettings settings(Config config) {
        return new WeChatSettings(
                ChannelAccount.configured(WeChatChannel.CHANNEL, config.account(), config.site()),
                config.appId().trim(),
                new Secret(config.appSecret().trim()),
                new Secret(config.token().trim()),
                new Secret(config.encodingAesKey().trim()),
                URI.create(config.baseUrl().trim()),
                config.followText().trim(),
                PlatformHttp.limit(config.timeoutSeconds()));
    }

    /** Takes the channel away, then lets its connections go. */
    @Deactivate
    public void close() {
        registration.unregister();
        channel.close();
    }
}
