package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A process that writes to the log and notes what was acknowledged, made to be killed. */
final class Victim {

    private Victim() {}

    static Process start(Engine engine, Path acknowledged) throws IOException {
        var location = engine.location("victim");
        var target =
                switch (location) {
                    case DatabaseLocation.Embedded embedded -> embedded.file().toString();
                    case DatabaseLocation.Server server -> server.url();
                };
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        target,
                        acknowledged.toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "victim-" + engine + ".log").toFile())
                .start();
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        var acknowledged = Path.of(arguments[1]);
        var database = Database.open(location(arguments[0]), Database.Options.DEFAULT);
        var log = new Stores(database, Engine.trees(), Clock.systemUTC(), new Random()).log();
        log.open(
                new LogStore.Opening(
                        "c-victim",
                        "k-victim",
                        "demo",
                        new Address("web", "default", "victim"),
                        true,
                        "en",
                        "",
                        Instant.now()));
        for (int i = 0; ; i++) {
            var text = "message " + i;
            var draft =
                    new Draft(
                            Instant.now(),
                            new Author(Kind.VISITOR, "v", ""),
                            List.of(Part.text(text)),
                            Optional.of("key " + i),
                            Optional.empty());
            log.write(
                    List.of(
                            new Entry(
                                    "c-victim",
                                    draft.clientKey(),
                                    now -> Change.Write.of(now, draft))));
            Files.writeString(acknowledged, text + "\n", StandardOpenOption.APPEND);
        }
    }

    private static DatabaseLocation location(String target) {
        return target.startsWith("jdbc:")
                ? new DatabaseLocation.Server(
                        target, Optional.of("dragoman"), Optional.of("dragoman"))
                : new DatabaseLocation.Embedded(Path.of(target));
    }
}
