package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;

class JettyWireTest {

    private static final String FRAME = "x".repeat(100_000);

    private final List<String> sent = new ArrayList<>();
    private final List<Callback> waiting = new ArrayList<>();
    private final List<Integer> closedWith = new ArrayList<>();

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
}
