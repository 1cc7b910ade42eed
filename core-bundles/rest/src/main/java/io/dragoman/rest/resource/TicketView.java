package io.dragoman.rest.resource;

import io.dragoman.handoff.Directory;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tickets as the API shows them. Thread-safe. */
final class TicketView {

    private final Services services;
    private final Lookup lookup;

    TicketView(Services services, Lookup lookup) {
        this.services = services;
        this.lookup = lookup;
    }

    Map<String, Object> of(Ticket ticket, Locale locale, boolean whole) {
        var tree =
                Tree.of("id", ticket.id())
                        .put("number", ticket.number())
                        .put("site", ticket.site())
                        .put("subject", ticket.subject())
                        .text("text", ticket.body())
                        .put("state", state(ticket))
                        .put("priority", ticket.priority().name().toLowerCase(Locale.ROOT));
        contact(ticket, tree, locale);
        tree.text("conversationId", ticket.conversationId());
        if (!ticket.team().isEmpty()) {
            var team = services.get(Directory.class).team(ticket.site(), ticket.team());
            tree.put("team", Lookup.ref(team, locale));
        }
        tree.put("assignee", ticket.assignee().map(lookup::userRef))
                .put("createdAt", ticket.createdAt())
                .put("updatedAt", ticket.updatedAt());
        if (whole) {
            tree.put("comments", comments(ticket));
        }
        return tree.done();
    }

    private void contact(Ticket ticket, Tree tree, Locale locale) {
        if (ticket.contactId().isEmpty()) {
            return;
        }
        var name =
                services.get(ContactStore.class)
                        .contact(ticket.contactId())
                        .map(known -> ContactView.name(known, locale))
                        .orElse(ticket.contactId());
        tree.put("contact", Tree.ref(ticket.contactId(), name));
    }

    private List<Map<String, Object>> comments(Ticket ticket) {
        var views = new ArrayList<Map<String, Object>>();
        for (var comment : ticket.comments()) {
            views.add(
                    Tree.of("id", ticket.id() + "-" + (views.size() + 1))
                            .put("at", comment.at())
                            .put("author", lookup.userRef(comment.by()))
                            .put("text", comment.text())
                            .done());
        }
        return views;
    }

    static String state(Ticket ticket) {
        return ticket.state().name().toLowerCase(Locale.ROOT);
    }
}
