package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.HealthCheck.Status;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
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
import io.dragoman.testkit.MariaDbServer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The component: when it offers the stores, and what it says until then. */
final class SqlStoreTest {

    private static final Class<?>[] ALL = {
        LogStore.class,
        ContactStore.class,
        DirectoryStore.class,
        ArticleStore.class,
        DeskStore.class,
        FigureStore.class,
        UploadStore.class,
        OutboxStore.class,
        EventStore.class,
        SettingStore.class,
        RetentionStore.class,
        ToolRunStore.class,
        ServiceTokenStore.class
    };

    @TempDir private Path folder;
    private final Set<Object> offered = ConcurrentHashMap.newKeySet();

    @Test
    void offersAllStoresWhileTheDatabaseIsOpen() {
        var store = store("");
        await(store, Status.UP);

        assertThat(offered).containsExactlyInAnyOrder((Object[]) ALL);
        assertThat(store.check().getFirst().details().get("database")).contains("H2 in ");
        store.close();
        assertThat(offered).isEmpty();
        assertThat(store.check().getFirst().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void opensTheSameFileAgainAfterItWasClosed() {
        var first = store("");
        await(first, Status.UP);
        first.close();
        var second = store("");
        await(second, Status.UP);
        second.close();
    }

    @Test
    void saysWhyItIsNotThere() {
        var store = store("mysql://db/x");
        awaitReason(store, "DRAGOMAN_DB_URL");

        assertThat(store.check().getFirst().status()).isEqualTo(Status.DOWN);
        assertThat(offered).isEmpty();
        store.close();
    }

    @Test
    void opensOnceTheServerIsThere() {
        Engine.MARIADB.assumeAvailable();
        var files = Path.of("target", "mariadb-late-" + ProcessHandle.current().pid());
        try (var server = MariaDbServer.start(files)) {
            server.stop();
            var url = server.url().replace("//", "//dragoman:dragoman@");
            var store = store(url);
            awaitReason(store, "cannot be reached");
            server.resume();
            await(store, Status.UP);

            assertThat(offered).hasSize(ALL.length);
            store.close();
        }
    }

    private SqlStore store(String url) {
        var config = configured(Map.of("url", url, "connections", 3, "patience_ms", 1_000L));
        return new SqlStore(context(), config, new JacksonJson(), new JsonParts());
    }

    private static void await(SqlStore store, Status status) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (store.check().getFirst().status() != status) {
            assertThat(System.nanoTime()).as("still %s", store.check()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void awaitReason(SqlStore store, String reason) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!store.check().getFirst().reason().contains(reason)) {
            assertThat(System.nanoTime()).as("still %s", store.check()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** A configuration with some values and the defaults for the rest. */
    private static SqlStore.Config configured(Map<String, Object> values) {
        return (SqlStore.Config)
                Proxy.newProxyInstance(
                        SqlStore.Config.class.getClassLoader(),
                        new Class<?>[] {SqlStore.Config.class, Annotation.class},
                        (proxy, method, arguments) ->
                                values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** As much of the framework as the component needs. */
    private BundleContext context() {
        return fake(
                BundleContext.class,
                (name, arguments) ->
                        switch (name) {
                            case "getProperty" ->
                                    "dragoman.data".equals(arguments[0]) ? folder.toString() : null;
                            case "registerService" -> register(arguments[0]);
                            default -> throw new UnsupportedOperationException(name);
                        });
    }

    private ServiceRegistration<?> register(Object type) {
        offered.add(type);
        return fake(
                ServiceRegistration.class, (name, arguments) -> offered.remove(type) ? null : 0);
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
