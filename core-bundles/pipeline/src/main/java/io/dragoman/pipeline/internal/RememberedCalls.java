package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.dialogue.RepeatedCalls;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.storage.ToolRunStore;
import io.dragoman.storage.ToolRunStore.Run;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the changes that programs make under an idempotency key beside those that customers have
 * agreed to. A key is its caller's own, on one site. Thread-safe.
 */
@Component(service = RepeatedCalls.class)
public final class RememberedCalls implements RepeatedCalls {

    private static final String OTHER =
            "the idempotency key has been used for another call; take a fresh key for each change";
    private static final String UNKNOWN =
            "a call with this idempotency key has begun, and how it ended is not known (yet):"
                    + " look whether the change is there before you send it with another key";

    private final ToolRunStore runs;
    private final Json json;
    private final Clock clock;

    @Activate
    public RememberedCalls(
            @Reference(name = "runs") ToolRunStore runs, @Reference(name = "json") Json json) {
        this(runs, json, Clock.systemUTC());
    }

    RememberedCalls(ToolRunStore runs, Json json, Clock clock) {
        this.runs = runs;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Optional<ToolOutcome> begin(ToolCall call, ToolInfo tool) {
        var run =
                new Run(
                        key(call),
                        "",
                        tool.skill(),
                        tool.name(),
                        call.caller().customerId(),
                        json.write(call.arguments()),
                        "",
                        clock.instant());
        return runs.begin(run).map(earlier -> answer(run, earlier));
    }

    private ToolOutcome answer(Run now, Run earlier) {
        boolean same =
                earlier.tool().equals(now.tool())
                        && earlier.customerId().equals(now.customerId())
                        && json.read(earlier.arguments()).equals(json.read(now.arguments()));
        if (!same) {
            return new ToolOutcome.BadArguments(List.of(OTHER));
        }
        return RunOutcomes.read(json, earlier).orElseGet(() -> new ToolOutcome.Failed(UNKNOWN));
    }

    @Override
    public void end(ToolCall call, ToolOutcome outcome) {
        runs.end(key(call), RunOutcomes.write(json, outcome), clock.instant());
    }

    @Override
    public void forget(ToolCall call) {
        runs.forget(key(call));
    }

    /** Of a fixed length, and nobody's key is another's. */
    private static String key(ToolCall call) {
        var whole =
                String.join(
                        "\n", call.caller().site(), call.by(), call.caller().key().orElseThrow());
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = digest.digest(whole.getBytes(StandardCharsets.UTF_8));
            return "call/" + HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
