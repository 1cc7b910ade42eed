package io.dragoman.authoring.wasm;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import io.dragoman.api.skill.Skill;
import io.dragoman.authoring.SkillBundle;
import io.dragoman.authoring.SkillFile;
import io.dragoman.authoring.SkillFormat;
import io.dragoman.catalog.PluginFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.LoggerFactory;

/** Skills in files {@code *.wasm}. Thread-safe. */
@Component(
        name = WasmFormat.PID,
        service = {PluginFormat.class, SkillFormat.class},
        property = SkillFormat.PROPERTY + "=" + WasmFormat.NAME)
@Designate(ocd = WasmFormat.Config.class)
public final class WasmFormat implements PluginFormat, SkillFormat {

    static final String PID = "io.dragoman.authoring.wasm";
    static final String NAME = "wasm";

    /** What skills in WebAssembly may use. */
    @ObjectClassDefinition(name = "Skills in WebAssembly")
    public @interface Config {

        /** Memory of one call. */
        @AttributeDefinition(name = "Memory of one call (pages of 64 KiB)", min = "1", max = "1024")
        int memoryPages() default 64;

        /** Instructions of one call. */
        @AttributeDefinition(name = "Instructions of one call", min = "10000", max = "1000000000")
        long fuel() default 20_000_000;

        /** Time of one call. */
        @AttributeDefinition(name = "Time of one call (ms)", min = "10", max = "4500")
        int timeMillis() default 2_000;

        /** The host's functions that modules may import. */
        @AttributeDefinition(
                name = "Grants",
                description = "log: write into the server's log; now: be told the time")
        String[] grants() default {"log"};

        /** The zone in which dates of other programs are understood. */
        @AttributeDefinition(name = "Time zone")
        String zone() default "Asia/Shanghai";
    }

    private final Sandbox sandbox;
    private final Json json;
    private final PartCodec codec;
    private final ZoneId zone;

    /** Created by the container. */
    @Activate
    public WasmFormat(
            @Reference(name = "json") Json json,
            @Reference(name = "codec") PartCodec codec,
            Config config) {
        this(
                new Limits(
                        config.memoryPages(),
                        config.fuel(),
                        Duration.ofMillis(config.timeMillis()),
                        Set.of(config.grants())),
                json,
                codec,
                Clock.systemUTC(),
                ZoneId.of(config.zone()));
    }

    WasmFormat(Limits limits, Json json, PartCodec codec, Clock clock, ZoneId zone) {
        this.sandbox = new Sandbox(limits, clock);
        this.json = json;
        this.codec = codec;
        this.zone = zone;
    }

    @Override
    public boolean accepts(String fileName) {
        return fileName.endsWith(".wasm");
    }

    @Override
    public Translated translate(String fileName, byte[] content) {
        return SkillBundle.translate(this, NAME, content);
    }

    @Override
    public SkillFile read(byte[] content) {
        var silent = Guest.load(content, sandbox, line -> {});
        return WasmFile.read(silent, json).common();
    }

    @Override
    public Skill open(byte[] content, Map<String, String> settings) {
        var silent = Guest.load(content, sandbox, line -> {});
        var file = WasmFile.read(silent, json);
        var log = LoggerFactory.getLogger("wasm." + file.common().id());
        var guest = Guest.load(content, sandbox, log::info);
        return new WasmSkill(guest, file, settings, json, codec, sandbox.clock()::instant, zone);
    }
}
