package io.dragoman.store.sql;

import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.RetentionStore;
import io.dragoman.storage.ServiceTokenStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.ToolRunStore;
import io.dragoman.storage.UploadStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Random;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The stores of one open database, as services. Thread-safe. */
final class StoreServices {

    private final Database database;
    private final List<ServiceRegistration<?>> registrations;

    private StoreServices(Database database, List<ServiceRegistration<?>> registrations) {
        this.database = database;
        this.registrations = registrations;
    }

    /** Offers all stores; the log last, for with it messages begin to flow. */
    static StoreServices register(
            BundleContext context, Database database, Trees trees, Clock clock) {
        var stores = new Stores(database, trees, clock, new Random(new SecureRandom().nextLong()));
        var properties = new Hashtable<String, Object>();
        properties.put("database", database.dialect().name());
        var all = new ArrayList<ServiceRegistration<?>>();
        all.add(context.registerService(SettingStore.class, stores.settings(), properties));
        all.add(context.registerService(DirectoryStore.class, stores.directory(), properties));
        all.add(context.registerService(ArticleStore.class, stores.articles(), properties));
        all.add(context.registerService(ContactStore.class, stores.contacts(), properties));
        all.add(context.registerService(DeskStore.class, stores.desk(), properties));
        all.add(context.registerService(FigureStore.class, stores.figures(), properties));
        all.add(context.registerService(ServiceTokenStore.class, stores.tokens(), properties));
        all.add(context.registerService(ToolRunStore.class, stores.runs(), properties));
        all.add(context.registerService(UploadStore.class, stores.uploads(), properties));
        all.add(context.registerService(OutboxStore.class, stores.outbox(), properties));
        all.add(context.registerService(RetentionStore.class, stores.retention(), properties));
        all.add(context.registerService(EventStore.class, stores.events(), properties));
        all.add(context.registerService(LogStore.class, stores.log(), properties));
        return new StoreServices(database, List.copyOf(all));
    }

    /** Takes the services back, the log first, and then closes the database. */
    void close() {
        registrations.reversed().forEach(ServiceRegistration::unregister);
        database.close();
    }
}
