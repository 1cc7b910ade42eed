package io.dragoman.channel.web;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import java.util.EnumSet;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The web chat of one site. Visitors read the conversation's log themselves, over a socket that
 * resumes where it broke off, so there is nothing to send: what is in the log is delivered. One
 * account exists without configuration; {@code etc/io.dragoman.channel.web-<name>.cfg} adds others.
 * Immutable, therefore thread-safe.
 */
@Component(service = Channel.class, configurationPid = "io.dragoman.channel.web")
@Designate(ocd = WebChannel.Config.class)
public final class WebChannel implements Channel {

    /** The channel's id, as in URLs. */
    static final String CHANNEL = "web";

    private static final int MAX_TEXT_LENGTH = 20_000;
    private static final int MAX_ACTIONS = 20;

    private final ChannelAccount identity;
    private final Capabilities capabilities;

    /** The settings of one site. */
    @ObjectClassDefinition(name = "%settings", localization = "OSGI-INF/l10n/bundle")
    public @interface Config {

        @AttributeDefinition(name = "%settings.account", description = "%settings.account.about")
        String account() default "default";

        @AttributeDefinition(
                name = "%settings.site",
                description = "%settings.site.about",
                required = false)
        String site() default "";
    }

    /**
     * Opens the channel of the configured site.
     *
     * @throws IllegalArgumentException naming the setting that is empty
     */
    @Activate
    public WebChannel(Config config) {
        identity =
                new ChannelAccount(
                        CHANNEL,
                        named("account", config.account()),
                        ChannelAccount.siteOr(config.site()));
        capabilities =
                new Capabilities(
                        EnumSet.allOf(Part.Kind.class),
                        MAX_TEXT_LENGTH,
                        MAX_ACTIONS,
                        Optional.empty(),
                        true,
                        true);
    }

    private static String named(String setting, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "\"" + setting + "\" of io.dragoman.channel.web is empty; give it a name");
        }
        return value.trim();
    }

    @Override
    public ChannelAccount identity() {
        return identity;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Delivery send(Outbound message) {
        return new Delivery.Sent(Optional.empty());
    }
}
