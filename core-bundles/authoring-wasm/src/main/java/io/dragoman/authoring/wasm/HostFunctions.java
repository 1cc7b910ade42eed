package io.dragoman.authoring.wasm;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All that a module can reach outside itself: to write a line into the log, and to be told the
 * time. Used for one call.
 */
final class HostFunctions {

    static final String MODULE = "dragoman";
    static final String LOG = "log";
    static final String NOW = "now";
    static final Set<String> NAMES = Set.of(LOG, NOW);

    private static final int MAX_LINES = 20;
    private static final int MAX_LINE = 500;

    private final Clock clock;
    private final Consumer<String> log;
    private int lines;

    /**
     * The functions of one call.
     *
     * @param log gets each line that the module writes
     */
    HostFunctions(Clock clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
    }

    /** Their names, for people. */
    static String all() {
        return MODULE + "." + LOG + " and " + MODULE + "." + NOW;
    }

    ImportValues imports() {
        var text =
                new HostFunction(
                        MODULE,
                        LOG,
                        FunctionType.of(List.of(ValType.I32, ValType.I32), List.of()),
                        this::log);
        var time =
                new HostFunction(
                        MODULE,
                        NOW,
                        FunctionType.of(List.of(), List.of(ValType.I64)),
                        (instance, none) -> new long[] {clock.millis()});
        return ImportValues.builder().addFunction(text, time).build();
    }

    private long[] log(Instance instance, long... range) {
        if (++lines > MAX_LINES) {
            return null;
        }
        int length = (int) Math.min(MAX_LINE, range[1] & 0xffffffffL);
        var bytes = instance.memory().readBytes((int) range[0], length);
        // What strangers write must not look like lines of our own.
        log.accept(new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " "));
        return null;
    }
}
