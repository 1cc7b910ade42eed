package io.dragoman.catalog.internal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The methods that a class names in its constant pool (JVMS §4.4). */
final class CalledMethods {

    private final Map<Integer, String> texts = new HashMap<>();

    /** Of classes and of names with types: where their text is. */
    private final Map<Integer, Integer> names = new HashMap<>();

    private final Map<Integer, Integer> owners = new HashMap<>();
    private final Map<Integer, Integer> members = new HashMap<>();

    private CalledMethods() {}

    /** As {@code java/lang/System.exit}; none of what is no class, for whoever loads it says so. */
    static Stream<String> of(byte[] bytes) {
        var pool = new CalledMethods();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i += pool.read(i, in)) {
                // Each entry tells how many places it takes.
            }
        } catch (IOException e) {
            return Stream.empty();
        }
        return pool.members.keySet().stream().map(pool::method);
    }

    private String method(int at) {
        return text(owners.get(at)) + "." + text(members.get(at));
    }

    private String text(int named) {
        return texts.getOrDefault(names.getOrDefault(named, 0), "");
    }

    private int read(int at, DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1 -> texts.put(at, in.readUTF());
            case 7 -> names.put(at, in.readUnsignedShort());
            case 8, 16, 19, 20 -> in.skipNBytes(2);
            case 10, 11 -> {
                owners.put(at, in.readUnsignedShort());
                members.put(at, in.readUnsignedShort());
            }
            case 12 -> {
                names.put(at, in.readUnsignedShort());
                in.skipNBytes(2);
            }
            case 15 -> in.skipNBytes(3);
            case 5, 6 -> {
                in.skipNBytes(8);
                return 2;
            }
            default -> in.skipNBytes(4);
        }
        return 1;
    }
}
