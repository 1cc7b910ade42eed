package io.dragoman.handoff.internal;

import io.dragoman.conversation.Channels;
import io.dragoman.conversation.Languages;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Directory;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Conversations as the desk shows them. Thread-safe. */
final class ConversationTrees {

    private static final String[] PRIORITIES = {"low", "normal", "high", "urgent"};

    private final Directory directory;
    private final Desk desk;
    private final Channels channels;
    private final ContactStore contacts;
    private final NewestMessages newest;
    private final LiveFields live;

    ConversationTrees(
            Directory directory,
            Desk desk,
            Channels channels,
            ContactStore contacts,
            NewestMessages newest,
            LiveFields live) {
        this.directory = directory;
        this.desk = desk;
        this.channels = channels;
        this.contacts = contacts;
        this.newest = newest;
        this.live = live;
    }

    /** A conversation as the API's {@code Conversation}. */
    Map<String, Object> of(Conversation c) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", c.id());
        tree.put("site", c.site());
        tree.put("channel", c.address().channel());
        tree.put("account", c.address().account());
        tree.put("state", c.state().name().toLowerCase(Locale.ROOT));
        tree.put("contact", contact(c));
        c.desk().assignee().ifPresent(id -> tree.put("assignee", agent(id)));
        c.desk().team().ifPresent(key -> tree.put("team", team(c, key)));
        tree.put("priority", PRIORITIES[Math.clamp(c.priority(), -1, 2) + 1]);
        tree.put("tags", c.tags().stream().sorted().toList());
        tree.put("language", c.language());
        newest(c, tree);
        tree.put("lastSeq", c.lastSeq());
        tree.put("readSeq", c.read().agent());
        tree.put("visitorReadSeq", c.read().visitor());
        tree.put("createdAt", c.openedAt().toString());
        tree.put("updatedAt", c.lastActivityAt().toString());
        c.closedAt().ifPresent(at -> tree.put("closedAt", at.toString()));
        waiting(c, tree);
        live.add(c, tree);
        quota(c, tree);
        return tree;
    }

    private void quota(Conversation c, Map<String, Object> tree) {
        channels.quota(c)
                .ifPresent(
                        quota ->
                                tree.put(
                                        "quota",
                                        Map.of(
                                                "remainingSends", quota.remaining(),
                                                "totalSends", quota.total(),
                                                "windowUntil", quota.until().toString())));
    }

    /**
     * The newest message, and how many of the customer's the desk has not read; the bot's count for
     * nobody.
     */
    private void newest(Conversation c, Map<String, Object> tree) {
        boolean desk = c.state() == State.QUEUED || c.state() == State.HUMAN;
        var shown = newest.of(c, desk);
        tree.put("unread", shown.unread());
        shown.newest()
                .ifPresent(
                        last ->
                                tree.put(
                                        "lastMessage",
                                        Map.of(
                                                "seq", last.seq(),
                                                "at", last.at().toString(),
                                                "from", MessageTrees.sender(last.from()),
                                                "text", c.lastText())));
    }

    private void waiting(Conversation c, Map<String, Object> tree) {
        c.desk().queuedAt().ifPresent(at -> tree.put("queuedAt", at.toString()));
        if (c.state() == State.QUEUED) {
            desk.position(c).ifPresent(position -> tree.put("queuePosition", position));
        }
        if (!c.desk().reason().isEmpty()) {
            var reason = c.desk().reason();
            var isKey = reason.startsWith("handoff.");
            var text =
                    isKey
                            ? Map.of("key", reason)
                            : Map.of("key", "handoff.rule", "params", Map.of("rule", reason));
            var handoff = new LinkedHashMap<String, Object>();
            handoff.put("at", c.desk().queuedAt().orElse(c.lastActivityAt()).toString());
            handoff.put("reason", text);
            handoff.put("summary", c.desk().summary());
            tree.put("handoff", handoff);
        }
    }

    private Map<String, Object> contact(Conversation c) {
        var contact = contacts.lately(c.contactId());
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", c.contactId());
        tree.put(
                "name",
                contact.map(Contact::name)
                        .filter(name -> !name.isBlank())
                        .orElseGet(() -> visitorName(c)));
        contact.flatMap(Contact::customerId).ifPresent(id -> tree.put("customerId", id));
        tree.put(
                "vip",
                contact.map(known -> "true".equals(known.attributes().get("vip"))).orElse(false));
        tree.put("locale", c.language());
        return tree;
    }

    /** Somebody without a name still needs to be told from others. */
    private static String visitorName(Conversation c) {
        var id = c.contactId();
        var tail = id.substring(Math.max(0, id.length() - 4)).toUpperCase(Locale.ROOT);
        return (Languages.CHINESE.equals(c.language()) ? "访客 " : "Visitor ") + tail;
    }

    private Map<String, Object> agent(String id) {
        return Map.of("id", id, "name", directory.user(id).map(User::name).orElse(id));
    }

    private Map<String, Object> team(Conversation c, String key) {
        return team(directory.team(c.site(), key));
    }

    /** A team as it is shown beside a conversation or a user. */
    static Map<String, Object> team(Team team) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", team.id());
        tree.put("key", team.key());
        tree.put("name", team.nameZh());
        tree.put("nameEn", team.nameEn());
        return tree;
    }
}
