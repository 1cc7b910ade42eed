package io.dragoman.store.sql;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.ServiceTokenStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.StoreException;
import io.dragoman.storage.ToolRunStore;
import io.dragoman.storage.UploadStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/**
 * All stores on an embedded database of one's own, without a container: for the tests of bundles
 * that rest on the store. It can be cut off and mended, as a real database can. Thread-safe.
 */
public final class EmbeddedStores implements AutoCloseable {

    private static final Database.Options OPTIONS =
            new Database.Options(8, Duration.ofSeconds(5), false);

    private final Database database;
    private final Stores stores;
    private volatile boolean cut;

    private EmbeddedStores(Database database, Stores stores) {
        this.database = database;
        this.stores = stores;
    }

    /**
     * Opens the database in a folder, and makes it when there is none.
     *
     * @throws StoreException when it cannot be opened, for example because it is open already
     */
    public static EmbeddedStores open(Path folder, Json json, PartCodec parts) {
        try {
            var file = folder.toAbsolutePath().resolve("db");
            var database = Database.open(new DatabaseLocation.Embedded(file), OPTIONS);
            var trees = new Trees(json, parts);
            return new EmbeddedStores(
                    database, new Stores(database, trees, Clock.systemUTC(), new Random()));
        } catch (SQLException e) {
            throw new StoreException("The database in " + folder + " cannot be opened", e);
        }
    }

    /** From now on every call fails, as if the database were down. */
    public void cut() {
        cut = true;
    }

    /** The database is back. */
    public void mend() {
        cut = false;
    }

    public LogStore log() {
        return cuttable(LogStore.class, stores.log());
    }

    public ContactStore contacts() {
        return cuttable(ContactStore.class, stores.contacts());
    }

    public DirectoryStore directory() {
        return cuttable(DirectoryStore.class, stores.directory());
    }

    public DeskStore desk() {
        return cuttable(DeskStore.class, stores.desk());
    }

    public FigureStore figures() {
        return cuttable(FigureStore.class, stores.figures());
    }

    public UploadStore uploads() {
        return cuttable(UploadStore.class, stores.uploads());
    }

    public OutboxStore outbox() {
        return cuttable(OutboxStore.class, stores.outbox());
    }

    public EventStore events() {
        return cuttable(EventStore.class, stores.events());
    }

    public SettingStore settings() {
        return cuttable(SettingStore.class, stores.settings());
    }

    public ServiceTokenStore tokens() {
        return cuttable(ServiceTokenStore.class, stores.tokens());
    }

    public ToolRunStore runs() {
        return cuttable(ToolRunStore.class, stores.runs());
    }

    private <T> T cuttable(Class<T> type, T store) {
        var proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (cut) {
                                throw new StoreException("The database is cut off", null);
                            }
                            try {
                                return method.invoke(store, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(proxy);
    }

    @Override
    public void close() {
        database.close();
    }
}
