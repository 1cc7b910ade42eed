package io.dragoman.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** A WebSocket over a plain socket, read by a {@link SocketLoop}. Thread-safe. */
final class PlainWire implements Wire, SocketLoop.Ready, FrameReader.Taker {

    private final SocketLoop loop;
    private final URI uri;
    private final Consumer<String> receiver;
    private final Consumer<String> lost;
    private final CompletableFuture<Wire> connected = new CompletableFuture<>();
    private final FrameReader reader = new FrameReader(this);
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private SocketChannel channel;
    private SelectionKey key;
    private volatile boolean ended;

    private PlainWire(SocketLoop loop, URI uri, Consumer<String> receiver, Consumer<String> lost) {
        this.loop = loop;
        this.uri = uri;
        this.receiver = receiver;
        this.lost = lost;
    }

    static CompletableFuture<Wire> connect(
            SocketLoop loop, URI uri, Consumer<String> receiver, Consumer<String> lost) {
        var wire = new PlainWire(loop, uri, receiver, lost);
        loop.execute(wire::begin);
        return wire.connected;
    }

    private synchronized void begin() {
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            channel.connect(new InetSocketAddress(uri.getHost(), port));
        } catch (IOException | RuntimeException e) {
            ended(e.toString());
        }
    }

    @Override
    public void ready(SelectionKey which, ByteBuffer buffer) {
        try {
            if (which.isConnectable() && channel.finishConnect()) {
                which.interestOps(SelectionKey.OP_READ);
                transmit(StandardCharsets.US_ASCII.encode(handshake()));
            }
            if (which.isValid() && which.isWritable()) {
                flush();
            }
            if (which.isValid() && which.isReadable()) {
                read(buffer);
            }
        } catch (IOException | RuntimeException e) {
            ended(e.toString());
        }
    }

    private String handshake() {
        var nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        return "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        .formatted(uri.getPath(), uri.getAuthority())
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(nonce)
                + "\r\n\r\n";
    }

    private void read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer);
        if (count < 0) {
            ended("the server closed the connection");
        } else if (count > 0) {
            reader.read(buffer.flip());
        }
    }

    @Override
    public void answered(String status) {
        if (status.startsWith("HTTP/1.1 101 ")) {
            connected.complete(this);
        } else {
            ended("the server answered " + status);
        }
    }

    @Override
    public void text(String text) {
        receiver.accept(text);
    }

    @Override
    public void pinged(byte[] payload) {
        transmit(Frame.of(Frame.PONG, payload));
    }

    @Override
    public void closed(int code, String reason) {
        ended("closed with " + code + " " + reason);
    }

    @Override
    public void send(String text) {
        transmit(Frame.of(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    private synchronized void transmit(ByteBuffer bytes) {
        if (ended || channel == null || !channel.isOpen()) {
            return;
        }
        unsent.add(bytes);
        if (unsent.size() == 1) {
            try {
                flush();
            } catch (IOException e) {
                ended(e.toString());
            }
        }
    }

    private synchronized void flush() throws IOException {
        while (!unsent.isEmpty()) {
            channel.write(unsent.peek());
            if (unsent.peek().hasRemaining()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                loop.selector().wakeup();
                return;
            }
            unsent.poll();
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    @Override
    public void close() {
        transmit(Frame.of(Frame.CLOSE, new byte[] {3, (byte) 232}));
        // What comes now is the server's own goodbye.
        ended = true;
    }

    private void ended(String why) {
        boolean first;
        synchronized (this) {
            first = !ended;
            ended = true;
            unsent.clear();
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                first = false;
            }
        }
        if (first && !connected.completeExceptionally(new IOException(why))) {
            lost.accept(why);
        }
    }
}
