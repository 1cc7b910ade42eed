package io.dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private final List<String> heard = new ArrayList<>();
    private final FrameReader reader =
            new FrameReader(
                    new FrameReader.Taker() {
                        @Override
                        public void answered(String status) {
                            heard.add("status " + status);
                        }

                        @Override
                        public void text(String text) {
                            heard.add(text);
                        }

                        @Override
                        public void pinged(byte[] payload) {
                            heard.add("ping " + new String(payload, StandardCharsets.UTF_8));
                        }

                        @Override
                        public void closed(int code, String reason) {
                            heard.add("closed " + code + " " + reason);
                        }
                    });

    private static ByteBuffer header() {
        return StandardCharsets.US_ASCII.encode(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
    }

    /** A frame as servers send it: without a mask. */
    private static ByteBuffer frame(int first, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 10).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        return frame.put(payload).flip();
    }

    private static ByteBuffer text(int first, String text) {
        return frame(first, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer together(ByteBuffer... parts) {
        var all = ByteBuffer.allocate(400_000);
        for (var part : parts) {
            all.put(part);
        }
        return all.flip();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 1000, 400_000})
    void cutsFramesHoweverTheyArrive(int atOnce) {
        var large = "大".repeat(22_000);
        var all =
                together(
                        header(),
                        text(0x81, "{\"type\":\"pong\"}"),
                        text(0x81, "x".repeat(126)),
                        text(0x81, large),
                        text(0x01, "in "),
                        text(0x89, "there?"),
                        text(0x80, "pieces"),
                        frame(0x88, new byte[] {3, (byte) 0xf5, 'b', 'y', 'e'}));
        while (all.hasRemaining()) {
            int size = Math.min(atOnce, all.remaining());
            reader.read(all.slice(all.position(), size));
            all.position(all.position() + size);
        }
        assertThat(heard)
                .containsExactly(
                        "status HTTP/1.1 101 Switching Protocols",
                        "{\"type\":\"pong\"}",
                        "x".repeat(126),
                        large,
                        "ping there?",
                        "in pieces",
                        "closed 1013 bye");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void framesOfAClientAreMaskedAndTellTheirLength(int size) {
        var payload = "a".repeat(size).getBytes(StandardCharsets.US_ASCII);
        var frame = Frame.of(Frame.TEXT, payload);
        assertThat(frame.get() & 0xff).isEqualTo(0x81);
        int second = frame.get() & 0xff;
        assertThat(second & 0x80).isEqualTo(0x80);
        long length =
                switch (second & 0x7f) {
                    case 126 -> frame.getShort() & 0xffff;
                    case 127 -> frame.getLong();
                    default -> second & 0x7f;
                };
        assertThat(length).isEqualTo(size);
        assertThat(frame.getInt()).isZero();
        var sent = new byte[frame.remaining()];
        frame.get(sent);
        assertThat(sent).isEqualTo(payload);
    }

    @Test
    void aServerThatRefusesIsHeard() {
        reader.read(StandardCharsets.US_ASCII.encode("HTTP/1.1 503 Unavailable\r\n\r\n"));
        assertThat(heard).containsExactly("status HTTP/1.1 503 Unavailable");
    }
}
