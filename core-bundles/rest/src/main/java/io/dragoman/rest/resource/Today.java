package io.dragoman.rest.resource;

import io.dragoman.rest.Pages;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Filter;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Ticket;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers of a day, counted from the conversations that were active in it. Used once. */
final class Today {

    /** Conversations that are looked at; a busier day is counted from its newest ones. */
    private static final int MOST = 1_000;

    private static final int MESSAGES = 200;
    private static final int MOST_TICKETS = 1_000;

    private final Instant midnight;
    private final ZoneId zone;
    private final List<Integer> perHour = new ArrayList<>(Collections.nCopies(24, 0));
    private int conversations;
    private int byBot;
    private int handoffs;
    private int closed;
    private int messages;
    private int tickets;
    private List<Rating> ratings = List.of();

    private Today(Instant midnight, ZoneId zone) {
        this.midnight = midnight;
        this.zone = zone;
    }

    static Today count(
            Services services, String site, Instant midnight, ZoneId zone, List<Rating> ratings) {
        var today = new Today(midnight, zone);
        var store = services.get(LogStore.class);
        var filter =
                new Filter(
                        Optional.of(site),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Pages.upTo(
                        MOST,
                        (cursor, limit) -> store.list(filter, cursor, limit),
                        (Conversation each) -> !each.lastActivityAt().isBefore(midnight))
                .forEach(each -> today.add(each, store));
        today.ratings = ratings;
        today.tickets = tickets(services.get(DeskStore.class), site, midnight);
        return today;
    }

    private static int tickets(DeskStore store, String site, Instant midnight) {
        var filter =
                new TicketFilter(
                        Optional.of(site),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return Pages.upTo(
                        MOST_TICKETS,
                        (cursor, limit) -> store.tickets(filter, cursor, limit),
                        (Ticket ticket) -> !ticket.createdAt().isBefore(midnight))
                .size();
    }

    private void add(Conversation conversation, LogStore store) {
        long after = Math.max(0, conversation.lastSeq() - MESSAGES);
        var said =
                store.messages(conversation.id(), after, MESSAGES).stream()
                        .filter(message -> !message.at().isBefore(midnight))
                        .toList();
        messages += said.size();
        boolean withPeople = withPeople(conversation, said);
        handoffs += withPeople ? 1 : 0;
        closed += conversation.closedAt().filter(at -> !at.isBefore(midnight)).isPresent() ? 1 : 0;
        if (said.stream().anyMatch(message -> message.from().kind() == Kind.VISITOR)) {
            conversations++;
            byBot += withPeople ? 0 : 1;
        }
        if (!conversation.openedAt().isBefore(midnight)) {
            int hour = conversation.openedAt().atZone(zone).getHour();
            perHour.set(hour, perHour.get(hour) + 1);
        }
    }

    private static boolean withPeople(Conversation conversation, List<Message> said) {
        return conversation.state() == State.QUEUED
                || conversation.state() == State.HUMAN
                || said.stream().anyMatch(message -> message.from().kind() == Kind.AGENT);
    }

    Map<String, Object> tree() {
        var distribution = new ArrayList<>(Collections.nCopies(5, 0));
        ratings.forEach(
                rating ->
                        distribution.set(
                                rating.score() - 1, distribution.get(rating.score() - 1) + 1));
        var tree =
                Tree.of("conversations", conversations)
                        .put("answeredByBot", byBot)
                        .put("handoffs", handoffs)
                        .put("closed", closed)
                        .put("tickets", tickets)
                        .put("messages", messages)
                        .put("ratings", ratings.size());
        Overview.average(ratings).ifPresent(average -> tree.put("averageRating", average));
        return tree.put("distribution", distribution).put("perHour", perHour).done();
    }
}
