package io.dragoman.authoring.wasm;

import io.dragoman.authoring.FaultyFileException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks a module over before anything else reads it. The interpreter's own parser makes room for
 * whatever a file claims to hold, and an instance for whatever it wants at the start; here both are
 * held against limits first. Also refused: everything that would let a module take memory or time
 * that cannot be measured, that is objects on the host's heap, exceptions, threads; and every
 * import but the granted functions.
 *
 * <p>Source of the format: WebAssembly core specification 2.0, chapter 5, "Binary Format".
 */
final class ModuleCheck {

    private static final int MAX_ENTRIES = 20_000;
    private static final int FUNCTION_TYPE = 0x60;
    private static final int FUNCTION_REFERENCE = 0x70;
    private static final Set<String> NEEDED = Set.of("memory", Guest.ALLOC, Guest.SPEC, Guest.TAKE);

    private final Limits limits;
    private final Set<String> exports = new HashSet<>();
    private boolean hasMemory;

    private ModuleCheck(Limits limits) {
        this.limits = limits;
    }

    /**
     * Checks a module.
     *
     * @throws FaultyFileException saying what it must not have or lacks
     */
    static void check(byte[] module, Limits limits) {
        if (module.length > Limits.FILE) {
            throw new FaultyFileException(
                    0, "it has " + module.length + " bytes; " + Limits.FILE + " are allowed");
        }
        var file = new ByteWalk(ByteBuffer.wrap(module), "the file");
        for (int wanted : new int[] {0, 'a', 's', 'm', 1, 0, 0, 0}) {
            file.expect(wanted, "does not begin as a module of version 1 does");
        }
        var check = new ModuleCheck(limits);
        while (file.hasMore()) {
            int id = file.next();
            check.section(id, file.part(file.number(), "section " + id));
        }
        check.complete();
    }

    private void complete() {
        for (var name : NEEDED.stream().sorted().toList()) {
            if (!exports.contains(name)) {
                throw new FaultyFileException(
                        0, "it does not export '" + name + "'; see docs/skills-wasm.md");
            }
        }
        if (!hasMemory) {
            throw new FaultyFileException(0, "it has no memory");
        }
    }

    private void section(int id, ByteWalk section) {
        switch (id) {
            case 1 -> types(section);
            case 2 -> imports(section);
            case 4 -> tables(section);
            case 5 -> memories(section);
            case 6 -> globals(section);
            case 7 -> exports(section);
            case 9 -> elements(section);
            case 10 -> code(section);
            case 11 -> data(section);
            case 0, 3, 8, 12 -> {
                // Names, types of functions, the start, a count: bounded by their own bytes.
            }
            default -> throw section.wrong("is not understood");
        }
    }

    private static void types(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            section.expect(
                    FUNCTION_TYPE, "has types that live on the host's heap, which are not allowed");
            section.skip(section.count(200));
            section.skip(section.count(20));
        }
    }

    private void imports(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            var from = section.name();
            var name = section.name();
            boolean function = section.next() == 0;
            boolean exists =
                    function
                            && HostFunctions.MODULE.equals(from)
                            && HostFunctions.NAMES.contains(name);
            if (!exists || !limits.grants().contains(name)) {
                var why =
                        exists
                                ? "is not granted; add '%s' to 'grants' in etc/%s.cfg"
                                        .formatted(name, WasmFormat.PID)
                                : "there is not; there are " + HostFunctions.all();
                throw new FaultyFileException(
                        0, "it imports %s.%s, which %s".formatted(from, name, why));
            }
            section.skipNumber();
        }
    }

    private static void tables(ByteWalk section) {
        for (int i = section.count(4); i > 0; i--) {
            section.expect(FUNCTION_REFERENCE, "has a table of something else than functions");
            limits(section, Limits.TABLE, "entries of a table");
        }
    }

    private static void limits(ByteWalk section, int most, String what) {
        int kind = section.next();
        if (kind > 1) {
            throw section.wrong("is shared or has 64 bits, which is not allowed");
        }
        long least = section.number();
        if (least > most) {
            throw section.wrong("wants " + least + " " + what + "; " + most + " are allowed");
        }
        if (kind == 1) {
            section.skipNumber();
        }
    }

    private void memories(ByteWalk section) {
        for (int i = section.count(1); i > 0; i--) {
            hasMemory = true;
            limits(section, limits.pages(), "pages of memory");
        }
    }

    private static void globals(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            section.skip(2);
            constant(section);
        }
    }

    /** An expression that says how something begins. */
    private static void constant(ByteWalk section) {
        for (int instruction = section.next(); instruction != 0x0b; instruction = section.next()) {
            switch (instruction) {
                case 0x41, 0x42, 0x23, 0xd2, 0xd0 -> section.skipNumber();
                case 0x43 -> section.skip(4);
                case 0x44 -> section.skip(8);
                case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {
                    // Sums and products of what came before.
                }
                default -> throw section.wrong("begins with an expression that is not allowed");
            }
        }
    }

    private void exports(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            exports.add(section.name());
            section.next();
            section.skipNumber();
        }
    }

    /** The eight forms of a segment of functions for a table. */
    private static void elements(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            long form = section.number();
            if (form > 7) {
                throw section.wrong("has a segment of an unknown form");
            }
            boolean passive = (form & 1) != 0;
            boolean explicit = (form & 2) != 0;
            boolean expressions = (form & 4) != 0;
            if (!passive) {
                if (explicit) {
                    section.skipNumber();
                }
                constant(section);
            }
            if (passive || explicit) {
                section.next();
            }
            for (int j = section.count(Limits.TABLE); j > 0; j--) {
                if (expressions) {
                    constant(section);
                } else {
                    section.skipNumber();
                }
            }
        }
    }

    private static void code(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            var body = section.part(section.number(), "a function");
            long locals = 0;
            for (int j = body.count(Limits.LOCALS); j > 0; j--) {
                locals += body.number();
                body.next();
                if (locals > Limits.LOCALS) {
                    throw body.wrong("has more than " + Limits.LOCALS + " local variables");
                }
            }
        }
    }

    private static void data(ByteWalk section) {
        for (int i = section.count(MAX_ENTRIES); i > 0; i--) {
            long form = section.number();
            if (form > 1) {
                throw section.wrong("has a segment of an unknown form");
            }
            if (form == 0) {
                constant(section);
            }
            section.skip(section.count(Limits.FILE));
        }
    }
}
