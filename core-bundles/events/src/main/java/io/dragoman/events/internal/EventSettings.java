package io.dragoman.events.internal;

import io.dragoman.security.Profile;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The bounds of the event feed, checked. Immutable. */
@Component(service = EventSettings.class, configurationPid = "io.dragoman.events")
@Designate(ocd = EventSettings.Config.class)
public final class EventSettings {

    /** What an operator may set in {@code etc/io.dragoman.events.cfg}. */
    @ObjectClassDefinition(name = "Event feed")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Whether events may go to addresses of this machine and of private"
                                + " networks, without TLS too; the demo profile allows it anyway")
        boolean allowPrivateTargets() default false;

        @AttributeDefinition(
                required = false,
                description =
                        "Hosts that are allowed although they are private, as they stand in the"
                                + " address, separated by commas")
        String[] allowedHosts() default {};

        @AttributeDefinition(description = "Seconds that one call may take", min = "1", max = "30")
        int timeoutSeconds() default 10;

        @AttributeDefinition(
                description = "Hours without one success after which an endpoint is disabled",
                min = "1")
        int disableAfterHours() default 120;

        @AttributeDefinition(
                description = "Events that may wait for one endpoint before it is disabled",
                min = "100")
        int mostWaiting() default 100_000;

        @AttributeDefinition(
                description = "Days that events and their delivery log are kept",
                min = "1")
        int keepDays() default 14;

        @AttributeDefinition(
                description = "Hours that the ids of platforms' messages are kept",
                min = "72")
        int keepArrivalsHours() default 168;

        @AttributeDefinition(
                description = "Days that the record of a message sent to a platform is kept",
                min = "1")
        int keepSentDays() default 30;
    }

    private final Config config;
    private final boolean demo;

    @Activate
    public EventSettings(Config config) {
        this(config, Profile.current() == Profile.DEMO);
    }

    EventSettings(Config config, boolean demo) {
        this.config = config;
        this.demo = demo;
        require(config.timeoutSeconds() >= 1 && config.timeoutSeconds() <= 30, "timeoutSeconds");
        require(config.disableAfterHours() >= 1, "disableAfterHours");
        require(config.keepDays() >= 1 && config.keepSentDays() >= 1, "keepDays, keepSentDays");
        require(config.keepArrivalsHours() >= 72, "keepArrivalsHours (platforms repeat for days)");
    }

    private static void require(boolean sound, String name) {
        if (!sound) {
            throw new IllegalArgumentException(
                    "etc/io.dragoman.events.cfg: " + name + " is out of bounds");
        }
    }

    boolean allowPrivate() {
        return demo || config.allowPrivateTargets();
    }

    Set<String> allowedHosts() {
        return Arrays.stream(config.allowedHosts())
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    Duration timeout() {
        return Duration.ofSeconds(config.timeoutSeconds());
    }

    Duration disableAfter() {
        return Duration.ofHours(config.disableAfterHours());
    }

    int mostWaiting() {
        return config.mostWaiting();
    }

    Duration keep() {
        return Duration.ofDays(config.keepDays());
    }

    Duration keepArrivals() {
        return Duration.ofHours(config.keepArrivalsHours());
    }

    Duration keepSent() {
        return Duration.ofDays(config.keepSentDays());
    }
}
