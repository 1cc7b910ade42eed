package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
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
    private final List<String> gathered = new ArrayList<>();
    private final List<org.eclipse.jetty.util.Callback> taken = new ArrayList<>();
    private final Backlog all = new Backlog(1_000_000_000);
    private int cutOff;

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
                                    case "disconnect" -> {
                                        cutOff++;
                                        waiting.forEach(w -> w.fail(new EOFException()));
                                    }
                                    case "isOpen" -> {
                                        return true;
                                    }
                                    default -> throw new UnsupportedOperationException();
                                }
                                return null;
                            });

    @Test
    void aReaderThatTakesNothingIsCutOffAfterFourMegabytes() {
        var wire = new JettyWire(session, all);
        for (int i = 0; i < 60 && cutOff == 0; i++) {
            wire.send(FRAME);
        }
        assertThat(cutOff).isEqualTo(1);
        assertThat(sent.size()).isBetween(12, 14);
    }

    @Test
    void aReaderThatKeepsUpIsNeverCutOff() {
        var wire = new JettyWire(session, all);
        for (int i = 0; i < 100; i++) {
            wire.send(FRAME);
            waiting.removeFirst().succeed();
        }
        assertThat(cutOff).isZero();
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
        var wire = new JettyWire(session, all, Optional.of(core));
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
        new JettyWire(session, all, Optional.of(core)).add(frame);
        new JettyWire(session, all, Optional.of(core)).add(frame);
        assertThat(gathered).containsExactly("{}+", "{}+");
    }

    @Test
    void aReaderOfAddedFramesThatTakesNothingIsCutOffToo() {
        var wire = new JettyWire(session, all, Optional.of(core));
        for (int i = 0; i < 60 && cutOff == 0; i++) {
            wire.add(new TextFrame(FRAME));
        }
        assertThat(cutOff).isEqualTo(1);
        assertThat(gathered.size()).isEqualTo(40);
    }

    @Test
    void aReaderOfAddedFramesThatKeepsUpIsNeverCutOff() {
        var wire = new JettyWire(session, all, Optional.of(core));
        for (int i = 0; i < 100; i++) {
            wire.add(new TextFrame(FRAME));
            taken.removeFirst().succeeded();
        }
        assertThat(cutOff).isZero();
        assertThat(gathered).hasSize(100);
    }

    @Test
    void whereNothingCanBeGatheredAFrameGoesOutAtOnce() {
        var wire = new JettyWire(session, all);
        wire.add(new TextFrame("{}"));
        wire.flush();
        assertThat(sent).containsExactly("{}");
    }

    @Test
    void readersThatTakeNothingAreCutOffSoonerWhenManyAreBehind() {
        var few = new Backlog(1_000_000);
        var first = new JettyWire(session, few);
        var second = new JettyWire(session, few);
        first.send(FRAME);
        second.send(FRAME);
        first.send(FRAME);
        assertThat(cutOff).isZero();

        second.send(FRAME);

        assertThat(cutOff).isEqualTo(1);
        assertThat(few.add(1_000_000)).as("nothing waits any more").isTrue();
    }

    @Test
    void whoKeepsUpIsServedWhileOthersFillTheRoom() {
        var full = new Backlog(1_000);
        full.add(1_000);
        var wire = new JettyWire(session, full);
        for (int i = 0; i < 100; i++) {
            wire.send("a message of a usual length");
            waiting.removeFirst().succeed();
        }
        assertThat(cutOff).isZero();
    }
}
