package io.dragoman.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What other systems can hear of. Names and meaning of the fields of a version stay as they are;
 * fields may be added to it.
 */
public enum EventType {
    CONVERSATION_OPENED("conversation.opened"),
    CONVERSATION_HANDED_OVER("conversation.handed-over"),
    CONVERSATION_ASSIGNED("conversation.assigned"),
    CONVERSATION_RETURNED_TO_BOT("conversation.returned-to-bot"),
    CONVERSATION_CLOSED("conversation.closed"),
    MESSAGE_CREATED("message.created"),
    TICKET_CREATED("ticket.created"),
    TICKET_UPDATED("ticket.updated"),
    RATING_GIVEN("rating.given"),
    SENSITIVE_WORD_HIT("sensitive-word.hit"),
    /** A try, sent when a person asks for one and to nobody else. */
    TEST_PING("test.ping");

    /** The version of the data of all types. */
    public static final int VERSION = 1;

    private final String wire;

    EventType(String wire) {
        this.wire = wire;
    }

    /** The name that stands in events and subscriptions. */
    public String wire() {
        return wire;
    }

    /** The type of a name. */
    public static Optional<EventType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }

    /** The types that can be subscribed to. */
    public static List<EventType> offered() {
        return Arrays.stream(values()).filter(type -> type != TEST_PING).toList();
    }
}
