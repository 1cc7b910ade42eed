package io.dragoman.handoff.internal;

import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.Languages;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.handoff.Visitors;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Views as trees of maps and lists. */
@Component(service = DeskViews.class)
public final class TreeDeskViews implements DeskViews {

    private static final String[] PRIORITIES = {"low", "normal", "high", "urgent"};

    private final Directory directory;
    private final Desk desk;
    private final Channels channels;
    private final PartCodec parts;
    private final Presence presence;
    private final Deliveries deliveries;
    private final ContactStore contacts;
    private final NewestMessages newest;
    private final LiveFields live = new LiveFields();

    @Activate
    public TreeDeskViews(
            @Reference(name = "store") LogStore store,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "desk") Desk desk,
            @Reference(name = "channels") Channels channels,
            @Reference(name = "contacts") ContactStore contacts,
            @Reference(name = "parts") PartCodec parts,
            @Reference(name = "presence") Presence presence,
            @Reference(name = "deliveries") Deliveries deliveries) {
        this.newest = new NewestMessages(store);
        this.directory = directory;
        this.desk = desk;
        this.channels = channels;
        this.parts = parts;
        this.presence = presence;
        this.deliveries = deliveries;
        this.contacts = contacts;
    }

    /** From now on links to kept files are signed. */
    @Reference(
            name = "links",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindLinks")
    public void bindLinks(MediaLinks next) {
        live.links = next;
    }

    void unbindLinks(MediaLinks gone) {
        if (live.links == gone) {
            live.links = MediaLinks.NONE;
        }
    }

    /** From now on it is shown who is there. */
    @Reference(
            name = "visitors",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindVisitors")
    public void bindVisitors(Visitors next) {
        live.visitors = Optional.of(next);
    }

    void unbindVisitors(Visitors gone) {
        if (live.visitors.filter(known -> known == gone).isPresent()) {
            live.visitors = Optional.empty();
        }
    }

    /** From now on ratings are shown. */
    @Reference(
            name = "ratings",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindRatings")
    public void bindRatings(DeskStore next) {
        live.ratings = Optional.of(next);
    }

    void unbindRatings(DeskStore gone) {
        if (live.ratings.filter(known -> known == gone).isPresent()) {
            live.ratings = Optional.empty();
        }
    }

    @Override
    public Map<String, Object> conversation(Conversation c) {
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
        channels.quota(c)
                .ifPresent(
                        quota ->
                                tree.put(
                                        "quota",
                                        Map.of(
                                                "remainingSends", quota.remaining(),
                                                "totalSends", quota.total(),
                                                "windowUntil", quota.until().toString())));
        return tree;
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
                                                "from", sender(last.from()),
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

    private static Map<String, Object> team(Team team) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", team.id());
        tree.put("key", team.key());
        tree.put("name", team.nameZh());
        tree.put("nameEn", team.nameEn());
        return tree;
    }

    @Override
    public List<Map<String, Object>> messages(Conversation c, List<Message> messages) {
        var found = deliveries.of(c, messages);
        var trees = new ArrayList<Map<String, Object>>();
        for (var message : messages) {
            var tree = message(message);
            found.of(message).ifPresent(delivery -> tree.put("delivery", delivery(delivery)));
            trees.add(tree);
        }
        return trees;
    }

    @Override
    public Map<String, Object> delivery(Delivery delivery) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("state", delivery.state().name().toLowerCase(Locale.ROOT));
        if (!delivery.reason().isEmpty()) {
            tree.put("reason", delivery.reason());
        }
        return tree;
    }

    @Override
    public Map<String, Object> note(Note note) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", note.id());
        tree.put("at", note.at().toString());
        tree.put("author", Map.of("id", note.userId(), "name", note.userName()));
        tree.put("text", note.text());
        tree.put("afterSeq", note.afterSeq());
        return tree;
    }

    @Override
    public Map<String, Object> message(Message m) {
        newest.saw(m);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("seq", m.seq());
        tree.put("at", m.at().toString());
        tree.put("from", sender(m.from()));
        var shown = m.from().kind() == Kind.VISITOR ? ChosenOption.shown(m.parts()) : m.parts();
        tree.put("parts", parts.toTree(live.signed(m.conversationId(), shown)));
        m.inReplyTo().ifPresent(seq -> tree.put("inReplyTo", seq));
        clientMessageId(m).ifPresent(id -> tree.put("clientMessageId", id));
        tree.put("traced", m.from().kind() == Kind.BOT);
        return tree;
    }

    /** The sender's own id, without what keeps the ids of different senders apart. */
    private static Optional<String> clientMessageId(Message m) {
        var prefix =
                switch (m.from().kind()) {
                    case VISITOR -> "v:";
                    case AGENT -> "a:" + m.from().id() + ":";
                    default -> "";
                };
        return m.clientKey()
                .filter(key -> !prefix.isEmpty() && key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()));
    }

    @Override
    public Map<String, Object> sender(Message.Author author) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", author.kind().name().toLowerCase(Locale.ROOT));
        tree.put("id", author.id());
        tree.put("name", author.name());
        return tree;
    }

    @Override
    public Map<String, Object> user(User user) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", user.id());
        tree.put("username", user.username());
        tree.put("name", user.name());
        tree.put(
                "roles",
                user.roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        tree.put("locale", user.locale());
        tree.put("enabled", user.enabled());
        tree.put("capacity", user.capacity());
        user.site().ifPresent(site -> tree.put("site", site));
        tree.put("teams", teamsOf(user));
        tree.put("mustChangePassword", user.mustChangePassword());
        tree.put("presence", presence.state(user.id()).name().toLowerCase(Locale.ROOT));
        return tree;
    }

    private List<Map<String, Object>> teamsOf(User user) {
        return directory.sites().stream()
                .flatMap(site -> directory.teams(site.id()).stream())
                .filter(team -> team.members().contains(user.id()))
                .map(TreeDeskViews::team)
                .toList();
    }

    @Override
    public boolean visible(Conversation conversation, User user) {
        if (user.site().isPresent() && !user.site().equals(Optional.of(conversation.site()))) {
            return false;
        }
        boolean all =
                user.roles().contains(User.Role.SUPERVISOR)
                        || user.roles().contains(User.Role.ADMIN);
        var key = conversation.desk().team();
        return all
                || key.isEmpty()
                || conversation.desk().assignee().equals(Optional.of(user.id()))
                || QueueBoard.serves(directory.team(conversation.site(), key.get()), user.id());
    }
}
