package io.dragoman.pipeline;

import io.dragoman.api.message.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a stage wants to happen. Immutable.
 *
 * @param parts what to say
 * @param dialogue the skill dialogue to go on with as JSON, {@code ""} to end it; empty to leave it
 * @param handOver a wish to bring a person in
 * @param missed whether the bot had no answer
 */
public record Effects(
        List<Part> parts,
        Optional<String> dialogue,
        Optional<HandOver> handOver,
        Set<String> tags,
        OptionalInt priority,
        List<Ticket> tickets,
        boolean missed) {

    /** Nothing happens. */
    public static final Effects NONE =
            new Effects(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    OptionalInt.empty(),
                    List.of(),
                    false);

    public Effects {
        parts = List.copyOf(parts);
        tags = Set.copyOf(tags);
        tickets = List.copyOf(tickets);
    }

    /**
     * A wish to bring a person in.
     *
     * @param team a team's key; empty for the site's fallback
     * @param reason why, for the trace and the agent
     * @param summary what the agent needs to know; empty to let the core sum up
     */
    public record HandOver(String team, Report reason, String summary) {}

    /** A ticket to open. */
    public record Ticket(String team, String subject) {}

    /** Only words. */
    public static Effects say(List<Part> parts) {
        return NONE.withParts(parts);
    }

    /** With these parts. */
    public Effects withParts(List<Part> next) {
        return new Effects(next, dialogue, handOver, tags, priority, tickets, missed);
    }

    /** With this dialogue; {@code ""} ends it. */
    public Effects withDialogue(String next) {
        return new Effects(parts, Optional.of(next), handOver, tags, priority, tickets, missed);
    }

    /** With a person. */
    public Effects withHandOver(HandOver next) {
        return new Effects(parts, dialogue, Optional.of(next), tags, priority, tickets, missed);
    }

    /** With tags, priority and tickets. */
    public Effects withMarks(
            Set<String> nextTags, OptionalInt nextPriority, List<Ticket> nextTickets) {
        return new Effects(parts, dialogue, handOver, nextTags, nextPriority, nextTickets, missed);
    }

    /** Counted as a turn without an answer. */
    public Effects asMiss() {
        return new Effects(parts, dialogue, handOver, tags, priority, tickets, true);
    }

    /** These effects after those of an earlier stage. */
    public Effects after(Effects earlier) {
        var allTags = new LinkedHashSet<>(earlier.tags);
        allTags.addAll(tags);
        var allTickets = new ArrayList<>(earlier.tickets);
        allTickets.addAll(tickets);
        return new Effects(
                parts,
                dialogue.or(() -> earlier.dialogue),
                handOver.or(() -> earlier.handOver),
                allTags,
                priority.isPresent() ? priority : earlier.priority,
                allTickets,
                missed);
    }
}
