package ${package};

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.config.Secret;
import io.dragoman.api.json.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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

/** Opens a channel for each file {@code etc/${package}-NAME.cfg}. */
@Component(
        service = {},
        configurationPid = "${package}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ${className}Account.Config.class, factory = true)
public final class ${className}Account {

    private final ${className}Channel channel;
    private final ServiceRegistration<Channel> registration;

    /** The settings of one account. */
    @ObjectClassDefinition(name = "Channel ${artifactId}: one account")
    public @interface Config {

        @AttributeDefinition(description = "The account's name in our URLs")
        String account() default "default";

        @AttributeDefinition(description = "The site whose conversations these are")
        String site() default "demo";

        @AttributeDefinition(description = "Address that gets our messages")
        String target();

        @AttributeDefinition(type = AttributeType.PASSWORD, description = "Shared secret")
        String secret();
    }

    @Activate
    public ${className}Account(
            BundleContext bundle, Config config, @Reference(name = "json") Json json) {
        if (config.target() == null || config.secret() == null || config.secret().isBlank()) {
            throw new IllegalArgumentException("\"target\" and \"secret\" must be set");
        }
        channel =
                new ${className}Channel(
                        new ${className}Channel.Settings(
                                ChannelAccount.configured(
                                        "${artifactId}", config.account(), config.site()),
                                URI.create(config.target()),
                                new Secret(config.secret()),
                                Duration.ofSeconds(8)),
                        json,
                        Clock.systemUTC());
        registration =
                bundle.registerService(Channel.class, channel, channel.identity().properties());
    }

    @Deactivate
    public void close() {
        registration.unregister();
        channel.close();
    }
}
