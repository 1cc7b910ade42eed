package io.dragoman.authoring.yaml;

import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.json.Json;
import io.dragoman.api.skill.Skill;
import io.dragoman.authoring.SkillBundle;
import io.dragoman.authoring.SkillFile;
import io.dragoman.authoring.SkillFormat;
import io.dragoman.catalog.PluginFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Skills in files {@code *.yaml} and {@code *.yml}. Thread-safe. */
@Component(
        name = YamlFormat.PID,
        service = {PluginFormat.class, SkillFormat.class},
        property = SkillFormat.PROPERTY + "=" + YamlFormat.NAME)
@Designate(ocd = YamlFormat.Config.class)
public final class YamlFormat implements PluginFormat, SkillFormat {

    static final String PID = "io.dragoman.authoring.yaml";
    static final String NAME = "yaml";

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** What skills in YAML may do. */
    @ObjectClassDefinition(name = "Skills written in YAML")
    public @interface Config {

        /** Without a list, production allows none and the demo profile all. */
        @AttributeDefinition(
                name = "Hosts",
                description =
                        "Whom such skills may call: shop.example, shop.example:8443,"
                                + " *.shop.example")
        String[] hosts() default {};

        /** The zone in which dates are told to other programs. */
        @AttributeDefinition(name = "Time zone")
        String zone() default "Asia/Shanghai";
    }

    private final PlatformHttp http = new PlatformHttp(CONNECT, HttpCaller.MAX_ANSWER);
    private final HttpCaller caller;
    private final ZoneId zone;

    /** Created by the container. */
    @Activate
    public YamlFormat(BundleContext context, @Reference(name = "json") Json json, Config config) {
        this(
                new HostPolicy(
                        List.of(config.hosts()),
                        config.hosts().length == 0
                                && "demo".equals(context.getProperty("dragoman.profile"))),
                json,
                Clock.systemUTC(),
                ZoneId.of(config.zone()));
    }

    YamlFormat(HostPolicy policy, Json json, Clock clock, ZoneId zone) {
        this.caller = new HttpCaller(http, policy, json, clock);
        this.zone = zone;
    }

    @Deactivate
    void close() {
        http.close();
    }

    @Override
    public boolean accepts(String fileName) {
        return fileName.endsWith(".yaml") || fileName.endsWith(".yml");
    }

    @Override
    public Translated translate(String fileName, byte[] content) {
        return SkillBundle.translate(this, NAME, content);
    }

    @Override
    public SkillFile read(byte[] content) {
        return YamlFile.read(content).common();
    }

    @Override
    public Skill open(byte[] content, Map<String, String> settings) {
        return new YamlSkill(YamlFile.read(content), settings, caller, zone);
    }
}
