package io.dragoman.authoring.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.OpCode;
import io.dragoman.authoring.FaultyFileException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A module that has been checked, ready to be called. Each call gets an instance of its own that is
 * forgotten afterwards, so that nothing of one customer can come up with another. Thread-safe.
 */
final class Guest {

    static final String ALLOC = "dragoman_alloc";
    static final String SPEC = "dragoman_spec";
    static final String TAKE = "dragoman_take";
    static final String TOOL = "dragoman_tool";

    private final WasmModule module;
    private final Sandbox sandbox;
    private final Consumer<String> log;

    private Guest(WasmModule module, Sandbox sandbox, Consumer<String> log) {
        this.module = module;
        this.sandbox = sandbox;
        this.log = log;
    }

    /**
     * Checks a module and makes it ready.
     *
     * @param log gets the lines that the module writes
     * @throws FaultyFileException when it must not be run
     */
    static Guest load(byte[] content, Sandbox sandbox, Consumer<String> log) {
        ModuleCheck.check(content, sandbox.limits());
        try {
            var module = Parser.parse(content);
            refuseWhatCannotBeMeasured(module);
            return new Guest(module, sandbox, log);
        } catch (FaultyFileException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of a broken file the parser may say so in any way.
            throw new FaultyFileException(0, "it is no usable WebAssembly: " + words(e));
        } catch (StackOverflowError e) {
            throw new FaultyFileException(
                    0, "it is no usable WebAssembly: it is nested too deeply");
        }
    }

    private static void refuseWhatCannotBeMeasured(WasmModule module) {
        var code = module.codeSection();
        for (int i = 0; i < code.functionBodyCount(); i++) {
            for (var instruction : code.getFunctionBody(i).instructions()) {
                if (!isAllowed(instruction.opcode())) {
                    throw new FaultyFileException(
                            0,
                            "it uses the instruction "
                                    + instruction.opcode()
                                    + ", which is not allowed; build it for WebAssembly 2.0 without"
                                    + " SIMD");
                }
            }
        }
    }

    /** Those of WebAssembly 2.0 without vectors and without growing tables, and tail calls. */
    private static boolean isAllowed(OpCode opcode) {
        int code = opcode.opcode();
        if (opcode == OpCode.TABLE_GROW) {
            return false;
        }
        if (code <= 0xff) {
            return code <= 0x07
                    || code >= 0x0b && code <= 0x13
                    || code >= 0x1a && code <= 0x1c
                    || code >= 0x20 && code <= 0xc4
                    || code >= 0xd0 && code <= 0xd2;
        }
        return code >= 0xfc00 && code <= 0xfcff;
    }

    /** Whether it has tools. */
    boolean hasTools() {
        var exports = module.exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            if (exports.getExport(i).name().equals(TOOL)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Calls a function that takes nothing.
     *
     * @throws GuestException when it does not end well
     */
    String call(String function) {
        return run(instance -> instance.export(function).apply());
    }

    /**
     * Calls a function with a text.
     *
     * @throws GuestException when it does not end well
     */
    String call(String function, String input) {
        var bytes = input.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Limits.MESSAGE) {
            throw new GuestException("its input is longer than " + Limits.MESSAGE + " bytes");
        }
        return run(
                instance -> {
                    int at = (int) single(instance.export(ALLOC).apply(bytes.length));
                    write(instance.memory(), at, bytes);
                    return instance.export(function).apply(at, bytes.length);
                });
    }

    /** What is called, and what it returned. */
    private interface Call {
        long[] on(Instance instance);
    }

    private String run(Call call) {
        return sandbox.run(() -> runHere(call));
    }

    private String runHere(Call call) {
        try {
            var instance = instance();
            return text(instance.memory(), single(call.on(instance)));
        } catch (GuestException e) {
            throw e;
        } catch (RuntimeException e) {
            // A trap, whatever the interpreter makes of it.
            throw new GuestException("it failed: " + words(e));
        }
    }

    private static String words(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Instance instance() {
        var limits = sandbox.limits();
        var wanted = module.memorySection().orElseThrow().getMemory(0).limits();
        int most = Math.min(limits.pages(), wanted.maximumPages());
        return Instance.builder(module)
                .withImportValues(new HostFunctions(sandbox.clock(), log).imports())
                .withMemoryLimits(new MemoryLimits(wanted.initialPages(), most))
                .withMachineFactory(BoundedMachine::new)
                .withUnsafeExecutionListener(new Meter(limits))
                .build();
    }

    private static long single(long[] results) {
        if (results == null || results.length != 1) {
            throw new GuestException("its function returns no number");
        }
        return results[0];
    }

    private static void write(Memory memory, int at, byte[] bytes) {
        if (!isWithin(memory, at & 0xffffffffL, bytes.length)) {
            throw new GuestException("it gave a place for its input that is not in its memory");
        }
        memory.write(at, bytes);
    }

    private static boolean isWithin(Memory memory, long at, long length) {
        return at + length <= (long) memory.pages() * Memory.PAGE_SIZE;
    }

    /** The text at a place that is the upper half of a number, of a length that is the lower. */
    private static String text(Memory memory, long place) {
        long at = place >>> 32;
        long length = place & 0xffffffffL;
        if (length > Limits.MESSAGE) {
            throw new GuestException(
                    "its answer of " + length + " bytes is longer than " + Limits.MESSAGE);
        }
        if (!isWithin(memory, at, length)) {
            throw new GuestException("its answer is not in its memory");
        }
        try {
            var bytes = ByteBuffer.wrap(memory.readBytes((int) at, (int) length));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new GuestException("its answer is not in UTF-8");
        }
    }
}
