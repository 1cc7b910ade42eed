package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.Ids;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.dialogue.ToolWitness;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.StoreException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every call of a tool to the audit log, from whichever side it came and however it ended:
 * who, which tool, for which customer, and how it went; neither arguments nor answers, which hold
 * what is private. Thread-safe.
 */
@Component(service = ToolWitness.class)
public final class ToolAudit implements ToolWitness {

    /** The action under which the audit log lists calls. */
    static final String ACTION = "tool.call";

    private static final Logger LOG = LoggerFactory.getLogger(ToolAudit.class);

    private final DeskStore store;
    private final Json json;
    private final Clock clock;
    private final Ids ids;

    @Activate
    public ToolAudit(
            @Reference(name = "store") DeskStore store, @Reference(name = "json") Json json) {
        this(store, json, Clock.systemUTC());
    }

    ToolAudit(DeskStore store, Json json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
        this.ids = new Ids(clock, new SecureRandom());
    }

    @Override
    public void called(ToolCall call, ToolInfo tool, ToolOutcome outcome, Duration took) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("face", call.face().name().toLowerCase(Locale.ROOT));
        detail.put("effect", tool.effect().name().toLowerCase(Locale.ROOT));
        detail.put("outcome", outcome.word());
        detail.put("site", call.caller().site());
        call.caller().customerId().ifPresent(customer -> detail.put("customer", customer));
        call.caller().key().ifPresent(key -> detail.put("key", key));
        detail.put("millis", took.toMillis());
        try {
            store.add(
                    new DeskStore.Audit(
                            ids.next(),
                            clock.instant(),
                            call.by(),
                            call.by().substring(call.by().indexOf('/') + 1),
                            ACTION,
                            "tool/" + tool.skill() + "/" + tool.name(),
                            json.write(detail)));
        } catch (StoreException e) {
            LOG.error("Not written to the audit log: {} by {}", tool.name(), call.by(), e);
        }
    }
}
