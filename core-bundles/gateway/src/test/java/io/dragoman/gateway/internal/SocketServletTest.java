package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Jetty, whose WebSocket container outlives the servlet as it does in the product. */
class SocketServletTest {

    @TempDir Path folder;
    private GatewayWorld world;
    private Server server;
    private ServletContextHandler context;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws Exception {
        world = new GatewayWorld(folder);
        server = new Server();
        server.addConnector(new ServerConnector(server));
        context = new ServletContextHandler("/");
        JettyWebSocketServletContainerInitializer.configure(context, null);
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        server.stop();
        world.close();
    }

    private Servlet deploy() throws Exception {
        var servlet = new SocketServlet(world.visitors, world.agents);
        var holder = new ServletHolder("sockets-" + System.nanoTime(), servlet);
        context.getServletHandler().addServlet(holder);
        holder.start();
        holder.initialize();
        return servlet;
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frames.add(data.toString());
            socket.request(1);
            return null;
        }
    }

    private String firstAnswer(String path, String frame) throws Exception {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        var listener = new Listener();
        var socket =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://localhost:" + port + path), listener)
                        .join();
        socket.sendText(frame, true).join();
        var answer = listener.frames.poll(20, TimeUnit.SECONDS);
        socket.abort();
        return answer;
    }

    private static final String HELLO = "{\"type\":\"hello\",\"site\":\"demo\"}";

    @Test
    void bothSocketsAnswer() throws Exception {
        deploy();
        assertThat(firstAnswer("/ws/visitor", HELLO)).contains("welcome");
        assertThat(firstAnswer("/ws/agent", HELLO)).contains("not-signed-in");
    }

    @Test
    void aBinaryFrameIsAnsweredAndTheConnectionGoesOn() throws Exception {
        deploy();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        var listener = new Listener();
        var socket =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create("ws://localhost:" + port + "/ws/visitor"), listener)
                        .join();
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        assertThat(listener.frames.poll(20, TimeUnit.SECONDS)).contains("bad-frame", "Binary");
        socket.sendText(HELLO, true).join();
        assertThat(listener.frames.poll(20, TimeUnit.SECONDS)).contains("welcome");
        socket.abort();
    }

    @Test
    void aNewInstanceTakesTheSocketsOverWhereMappingTwiceWouldFail() throws Exception {
        var first = deploy();
        first.destroy();
        assertThatThrownBy(() -> firstAnswer("/ws/visitor", HELLO))
                .isInstanceOf(CompletionException.class);
        deploy();
        assertThat(firstAnswer("/ws/visitor", HELLO)).contains("welcome");
    }

    @Test
    void anOldInstanceThatGoesLateTakesNothingFromTheNewOne() throws Exception {
        var first = deploy();
        deploy();
        first.destroy();
        assertThat(firstAnswer("/ws/visitor", HELLO)).contains("welcome");
    }
}
