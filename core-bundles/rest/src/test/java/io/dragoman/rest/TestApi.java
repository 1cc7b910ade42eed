package io.dragoman.rest;

import io.dragoman.handoff.Directory;
import io.dragoman.json.JacksonJson;
import io.dragoman.security.Passwords;
import io.dragoman.security.VisitorTokens;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import io.dragoman.testkit.FakeShop;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The API behind a real server, on the real store, desk and sessions; what belongs to engines and
 * plug-ins is faked. One is shared by all tests that leave each other alone.
 */
public final class TestApi implements AutoCloseable {

    static final JacksonJson JSON = new JacksonJson();

    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final TestServices services = new TestServices();
    private volatile String language = "en";

    public final EmbeddedStores stores = services.stores;
    public final TestTalks talks = new TestTalks(stores.log(), services.log);
    public final FakeRules rules = services.rules;
    public final FakeKnowledge knowledge = services.knowledge;
    public final FakeSkills skills = services.skills;
    public final FakeEdges edges = services.edges;
    public final FakeShop shop = services.shop;

    private static final class Shared {
        static final TestApi API = new TestApi();
    }

    public static TestApi shared() {
        return Shared.API;
    }

    public TestApi() {
        start();
    }

    public <T> void has(Class<T> type, T service) {
        services.has(type, service);
    }

    /** Takes a service away, as a bundle that stops does. */
    public void lacks(Class<?> type) {
        services.lacks(type);
    }

    /** The conversation whose visitor has the chat open. */
    public void online(String conversation) {
        services.online = conversation;
    }

    private void start() {
        var context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(
                new ServletHolder(
                        (Servlet)
                                new RestServlet(
                                        services,
                                        JSON,
                                        new FakeInstallation(),
                                        Configs.of(RestServlet.Config.class, Map.of()))),
                "/api/*");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not start", e);
        }
    }

    /** In which language people want to read from now on. */
    public TestApi speaking(String next) {
        language = next;
        return this;
    }

    public Answer get(String user, String path) {
        return call(user, "GET", path, null);
    }

    public Answer post(String user, String path, Object body) {
        return call(user, "POST", path, body);
    }

    public Answer put(String user, String path, Object body) {
        return call(user, "PUT", path, body);
    }

    public Answer patch(String user, String path, Object body) {
        return call(user, "PATCH", path, body);
    }

    public Answer delete(String user, String path) {
        return call(user, "DELETE", path, null);
    }

    /**
     * @param user an empty text for nobody
     * @param body a tree, or null for none
     */
    public Answer call(String user, String method, String path, Object body) {
        var headers = new HashMap<String, String>();
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        if (!user.isEmpty()) {
            headers.put("Authorization", "Bearer " + token(user));
        }
        return send(method, path, headers, body == null ? "" : JSON.write(body));
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    public Answer send(String method, String path, Map<String, String> headers, String body) {
        return exchange(
                method,
                path,
                headers,
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
    }

    /** Sends a bare body. */
    public Answer bytes(String method, String path, Map<String, String> headers, byte[] body) {
        return exchange(method, path, headers, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** A token of the visitor of a conversation. */
    public String visitorToken(Conversation of) {
        return services.get(VisitorTokens.class).issue(of.site(), of.id(), of.address().user());
    }

    private Answer exchange(
            String method,
            String path,
            Map<String, String> headers,
            HttpRequest.BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api" + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        request.header("Accept-Language", headers.getOrDefault("Accept-Language", language));
        headers.forEach(request::setHeader);
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String token(String user) {
        return tokens.computeIfAbsent(user, name -> signIn(name, "dragoman"));
    }

    /** The token is no good any more. */
    public void forget(String user) {
        tokens.remove(user);
    }

    public String signIn(String user, String password) {
        var answer =
                send(
                        "POST",
                        "/v1/session",
                        Map.of("Content-Type", "application/json"),
                        JSON.write(Map.of("username", user, "password", password)));
        return (String) answer.is(200).get("token");
    }

    public String userId(String username) {
        return stores.directory().byUsername(username).orElseThrow().id();
    }

    /** Somebody of another site, with the usual password. */
    public void person(String username, String site, Role... roles) {
        stores.directory().save(new Site(site, site, site, "UTC", "en"));
        stores.directory()
                .save(
                        new User(
                                "u-" + username,
                                username,
                                username,
                                new Passwords(new SecureRandom()).hash("dragoman"),
                                Set.of(roles),
                                true,
                                "en",
                                5,
                                false,
                                Optional.of(site)));
        services.get(Directory.class).refresh();
    }

    public Team team(String key) {
        return stores.directory().teams().stream()
                .filter(team -> team.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        stores.close();
    }
}
