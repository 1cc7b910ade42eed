package io.dragoman.testkit;

import io.dragoman.api.message.Inbound;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * A recorded payload and the messages it must become: {@code name.xml} or {@code name.json}, and
 * beside it {@code name.expected.json} with a list of {@code {externalId, user, sentAt, parts,
 * profile}}.
 *
 * @param name the file's name without its end
 * @param payload what the platform sent, before signing and encrypting
 * @param expected the messages, as a tree
 */
record Fixture(String name, String payload, Object expected) {

    private static final String EXPECTED = ".expected.json";
    private static final Path FOLDER = Path.of("src", "test", "resources", "fixtures");
    private static final JacksonJson JSON = new JacksonJson();

    static List<Fixture> all() throws IOException {
        var fixtures = new ArrayList<Fixture>();
        try (var files = Files.newDirectoryStream(FOLDER, "*" + EXPECTED)) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(EXPECTED, "");
                fixtures.add(
                        new Fixture(
                                name,
                                Files.readString(payloadFile(name)),
                                JSON.read(Files.readString(file))));
            }
        }
        return fixtures;
    }

    private static Path payloadFile(String name) {
        var xml = FOLDER.resolve(name + ".xml");
        return Files.exists(xml) ? xml : FOLDER.resolve(name + ".json");
    }

    /** Messages as a tree that can be compared with {@link #expected}. */
    Object describe(List<Inbound> messages) {
        var codec = new JsonParts();
        var tree = new ArrayList<>();
        for (var message : messages) {
            var map = new LinkedHashMap<String, Object>();
            map.put("externalId", message.externalId());
            map.put("user", message.from().user());
            map.put("sentAt", message.sentAt());
            map.put("parts", codec.toTree(message.parts()));
            map.put("profile", new TreeMap<>(message.profile()));
            tree.add(map);
        }
        return JSON.read(JSON.write(tree));
    }
}
