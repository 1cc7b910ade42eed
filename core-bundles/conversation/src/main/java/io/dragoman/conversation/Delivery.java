package io.dragoman.conversation;

import io.dragoman.storage.OutboxStore;

/**
 * How far a message of ours has come on its way to the customer.
 *
 * @param reason why it is late or did not arrive; empty when there is none
 */
public record Delivery(State state, String reason) {

    /** The states; the lower-case name stands on the wire. */
    public enum State {
        /** Waits to be sent, for the first time or again. */
        PENDING,
        /** The platform has taken it; or it stands in the log for a customer who is away. */
        SENT,
        /** A device of the customer has it. */
        DELIVERED,
        READ,
        /** Given up; a person may send it again. */
        FAILED,
        /** May or may not have arrived; a person has to look before it is sent again. */
        UNKNOWN
    }

    /** Where a message stands on its way to a platform. */
    public static Delivery of(OutboxStore.State state, String reason) {
        return new Delivery(
                switch (state) {
                    case PENDING -> State.PENDING;
                    case SENT -> State.SENT;
                    case DEAD -> State.FAILED;
                    case UNKNOWN -> State.UNKNOWN;
                },
                reason);
    }

    /** A state that needs no reason. */
    public static Delivery of(State state) {
        return new Delivery(state, "");
    }
}
