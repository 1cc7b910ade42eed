package io.dragoman.authoring.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes modules byte by byte, so that tests can have ones that no compiler makes. Without further
 * words it is a skill that answers every turn with {@code hello}.
 */
final class TinyModule {

    static final int ALLOC = 0;
    static final int SPEC = 1;
    static final int TAKE = 2;
    static final int TOOL = 3;

    /** Where the answers to take and tool stand. */
    static final int ANSWER = 40_000;

    private static final int SPEC_AT = 8_192;
    private static final byte[] NO_LOCALS = {0};

    private final List<byte[]> imports = new ArrayList<>();
    private final byte[][] bodies = new byte[4][];
    private final byte[][] locals = {NO_LOCALS, NO_LOCALS, NO_LOCALS, NO_LOCALS};
    private byte[] types =
            join(uleb(4), type(1, 1, 0x7f), type(0, 1, 0x7e), type(2, 1, 0x7e), type(2, 0, 0));
    private byte[] memory = {0, 1};
    private byte[] table = {};
    private byte[] globals = {1, 0x7e, 1, 0x42, 0, 0x0b};
    private byte[] answer =
            text("{\"turn\":\"done\",\"parts\":[{\"type\":\"text\",\"text\":\"hello\"}]}");
    private byte[] spec =
            text(
                    """
                    {"skill": "tiny", "version": "1.0.0", "title": "Tiny", "purpose": "Nothing",
                     "examples": ["do nothing"],
                     "tools": [{"name": "tiny_tool", "purpose": "Nothing", "effect": "reads"}]}\
                    """);

    TinyModule() {
        bodies[ALLOC] = i32(1024);
    }

    /** A function's body; its end is added. */
    TinyModule body(int function, byte[]... code) {
        bodies[function] = join(code);
        return this;
    }

    /** The declarations of a function's local variables. */
    TinyModule locals(int function, byte[]... declarations) {
        locals[function] = join(declarations);
        return this;
    }

    TinyModule spec(String json) {
        spec = text(json);
        return this;
    }

    TinyModule answering(String json) {
        return answering(text(json));
    }

    TinyModule answering(byte[] bytes) {
        answer = bytes;
        return this;
    }

    TinyModule memory(byte[] limits) {
        memory = limits;
        return this;
    }

    TinyModule table(byte[] section) {
        table = section;
        return this;
    }

    TinyModule types(byte[] section) {
        types = section;
        return this;
    }

    /** Imports a function of type 3, or something else by its kind and description. */
    TinyModule importing(String module, String name, int... description) {
        var rest = description.length == 0 ? new byte[] {0, 3} : bytes(description);
        imports.add(join(name(module), name(name), rest));
        return this;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0, 'a', 's', 'm', 1, 0, 0, 0));
        section(out, 1, types);
        section(out, 2, list(imports));
        section(out, 3, bytes(4, 0, 1, 2, 2));
        section(out, 4, table);
        section(out, 5, join(uleb(1), memory));
        section(out, 6, globals);
        section(out, 7, exports());
        section(out, 10, code());
        section(out, 11, list(List.of(segment(SPEC_AT, spec), segment(ANSWER, answer))));
        return out.toByteArray();
    }

    private byte[] exports() {
        int first = imports.size();
        return join(
                uleb(5),
                name("memory"),
                bytes(2, 0),
                name("dragoman_alloc"),
                bytes(0, first),
                name("dragoman_spec"),
                bytes(0, first + 1),
                name("dragoman_take"),
                bytes(0, first + 2),
                name("dragoman_tool"),
                bytes(0, first + 3));
    }

    private byte[] code() {
        var functions = new ArrayList<byte[]>();
        for (int i = 0; i < 4; i++) {
            var body = bodies[i];
            if (body == null) {
                body = i == SPEC ? place(SPEC_AT, spec.length) : place(ANSWER, answer.length);
            }
            var whole = join(locals[i], body, bytes(0x0b));
            functions.add(join(uleb(whole.length), whole));
        }
        return list(functions);
    }

    /** The number that tells where an answer is and how long. */
    static byte[] place(long at, long length) {
        return i64((at << 32) | length);
    }

    static byte[] i32(int value) {
        return join(bytes(0x41), sleb(value));
    }

    static byte[] i64(long value) {
        return join(bytes(0x42), sleb(value));
    }

    /** A loop without end. */
    static byte[] forever(byte[]... code) {
        return join(bytes(0x03, 0x40), join(code), bytes(0x0c, 0x00, 0x0b, 0x00));
    }

    static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] uleb(long value) {
        var out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] sleb(long value) {
        var out = new ByteArrayOutputStream();
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        out.write((int) (rest & 0x7f));
        return out.toByteArray();
    }

    private static byte[] type(int parameters, int results, int result) {
        var parts = new ArrayList<byte[]>();
        parts.add(bytes(0x60, parameters));
        for (int i = 0; i < parameters; i++) {
            parts.add(bytes(0x7f));
        }
        parts.add(results == 0 ? bytes(0) : bytes(1, result));
        return join(parts.toArray(byte[][]::new));
    }

    private static byte[] segment(int at, byte[] content) {
        return join(bytes(0), i32(at), bytes(0x0b), uleb(content.length), content);
    }

    private static byte[] name(String name) {
        return join(uleb(name.length()), text(name));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] list(List<byte[]> items) {
        return items.isEmpty()
                ? new byte[0]
                : join(uleb(items.size()), join(items.toArray(byte[][]::new)));
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) {
        if (content.length > 0) {
            out.write(id);
            out.writeBytes(uleb(content.length));
            out.writeBytes(content);
        }
    }
}
