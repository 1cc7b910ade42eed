package io.dragoman.gateway.internal;

import io.dragoman.conversation.OverloadedException;
import io.dragoman.gateway.internal.Frames.In;
import io.dragoman.storage.StoreException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in of one connection: reads its frames, and says what is wrong with one that cannot be
 * dealt with. Used by one thread at a time.
 */
final class FrameReception {

    private static final Logger LOG = LoggerFactory.getLogger(FrameReception.class);

    /** The protocol that the connection speaks. */
    interface Protocol {

        /**
         * Deals with a frame.
         *
         * @throws IllegalArgumentException naming what is wrong with it
         */
        void handle(In frame);

        /** Says that a frame was not dealt with; the code is for programs. */
        void refuse(In frame, String code, String reason);
    }

    private final String who;
    private final Frames frames;
    private final Wire wire;
    private final Protocol protocol;

    /**
     * @param who speaks, for the log
     */
    FrameReception(String who, Frames frames, Wire wire, Protocol protocol) {
        this.who = who;
        this.frames = frames;
        this.wire = wire;
        this.protocol = protocol;
    }

    void received(String text) {
        In frame;
        try {
            frame = frames.read(text);
        } catch (IllegalArgumentException e) {
            wire.send(frames.error("bad-frame", e.getMessage()));
            return;
        }
        try {
            protocol.handle(frame);
        } catch (IllegalArgumentException e) {
            protocol.refuse(frame, "bad-message", e.getMessage());
        } catch (OverloadedException e) {
            protocol.refuse(frame, "overloaded", e.getMessage());
            closeUnwelcomed(frame);
        } catch (StoreException e) {
            LOG.warn("{}'s {} failed: {}", who, frame.type(), e.getMessage());
            protocol.refuse(
                    frame, "store-down", "That could not be kept; try again in a few seconds");
            closeUnwelcomed(frame);
        }
    }

    /** Whoever said hello in vain would wait for the welcome for ever. */
    private void closeUnwelcomed(In frame) {
        if (frame.type().equals("hello")) {
            wire.close(Wire.TRY_AGAIN_LATER, "try again later");
        }
    }

    /**
     * The sender's own id of a message.
     *
     * @throws IllegalArgumentException when there is none, or one that is too long
     */
    static String clientMessageId(In frame) {
        var id = frame.text("clientMessageId");
        if (id.isBlank() || id.length() > 100) {
            throw new IllegalArgumentException(
                    "A message needs a clientMessageId of 1 to 100 characters");
        }
        return id;
    }

    /** Why the log did not take a message, for programs. */
    static String codeOf(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof OverloadedException ? "overloaded" : "store-down";
    }
}
