package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.junit.jupiter.api.Test;

class JettyWireTest {

    private static final String FRAME = "x".repeat(100_000);

    private final List<String> sent = new ArrayList<>();
    private final List<Callback> waiting = new ArrayList<>();
    private final List<Integer> closedWith = new ArrayList<>();
    private final List<String> gathered = new ArrayList<>();
    private final List<org.eclipse.jetty.util.Callback> taken = new ArrayList<>();

    /** A connection whose other end takes nothing until the test says so. */
    private final Session session =
            (Session)
                    Proxy.newProxyInstance(
                            Session.class.getClassLoader(),
                            new Class<?>[] {Session.class},
                            (self, method, arguments) -> {
                                switch (method.getName()) {
                                    case "sendText" -> {
                                        sent.add((String) arguments[0]);
                                        waiting.add((Callback) arguments[1]);
                                    }
                                    case "close" -> closedWith.add((Integer) arguments[0]);
                                    case "isOpen" -> {
                                        return true;
                                    }
                                    default -> throw new UnsupportedOperationException();
                                }
                                return null;
                            });

    @Test
    void aReaderThatTakesNothingIsCutOffAfterFourMegabytes() {
        var wire = new JettyWire(session);
        for (int i = 0; i < 60 && closedWith.isEmpty(); i++) {
            wire.send(FRAME);
        }
        assertThat(closedWith).containsExactly(1013);
        assertThat(sent.size()).isBetween(12, 14);
    }

    @Test
    void aReaderThatKeepsUpIsNeverCutOff() {
        var wire = new JettyWire(session);
        for (int i = 0; i < 100; i++) {
            wire.send(FRAME);
            waiting.removeFirst().succeed();
        }
        assertThat(closedWith).isEmpty();
        assertThat(sent).hasSize(100);
    }

    /** Jetty's own side of the connection, which takes nothing until the test says so. */
    private final CoreSession core =
            (CoreSession)
                    Proxy.newProxyInstance(
                            CoreSession.class.getClassLoader(),
                            new Class<?>[] {CoreSession.class},
                            (self, method, arguments) -> {
                                switch (method.getName()) {
                                    case "sendFrame" -> {
                                        gathered.add(
                                                ((Frame) arguments[0]).getPayloadAsUTF8()
                                                        + (arguments[2].equals(true) ? "+" : ""));
                                        taken.add((org.eclipse.jetty.util.Callback) arguments[1]);
                                    }
                                    case "flush" -> gathered.add("flush");
                                    default -> throw new UnsupportedOperationException();
                                }
                                return null;
                            });

    @Test
    void framesThatAreAddedGoOutTogether() {
        var wire = new JettyWire(session, Optional.of(core));
        wire.add(new TextFrame("{\"a\":\"你好\"}"));
        wire.add(new TextFrame("{}"));
        wire.flush();
        wire.flush();
        assertThat(gathered).containsExactly("{\"a\":\"你好\"}+", "{}+", "flush");
        assertThat(sent).isEmpty();
    }

    @Test
    void aFrameThatSeveralSocketsGetIsTheSameForEach() {
        var frame = new TextFrame("{}");
        new JettyWire(session, Optional.of(core)).add(frame);
        new JettyWire(session, Optional.of(core)).add(frame);
        assertThat(gathered).containsExactly("{}+", "{}+");
    }

    @Test
    void aReaderOfAddedFramesThatTakesNothingIsCutOffToo() {
        var wire = new JettyWire(session, Optional.of(core));
        for (int i = 0; i < 60 && closedWith.isEmpty(); i++) {
            wire.add(new TextFrame(FRAME));
        }
        assertThat(closedWith).containsExactly(1013);
        assertThat(gathered.size()).isEqualTo(40);
    }

    @Test
    void aReaderOfAddedFramesThatKeepsUpIsNeverCutOff() {
        var wire = new JettyWire(session, Optional.of(core));
        for (int i = 0; i < 100; i++) {
            wire.add(new TextFrame(FRAME));
            taken.removeFirst().succeeded();
        }
        assertThat(closedWith).isEmpty();
        assertThat(gathered).hasSize(100);
    }

    @Test
    void whereNothingCanBeGatheredAFrameGoesOutAtOnce() {
        var wire = new JettyWire(session);
        wire.add(new TextFrame("{}"));
        wire.flush();
        assertThat(sent).containsExactly("{}");
    }
}
