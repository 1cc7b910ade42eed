package io.dragoman.handoff.internal;

import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.handoff.Visitors;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
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

    private final Directory directory;
    private final Presence presence;
    private final Deliveries deliveries;
    private final NewestMessages newest;
    private final ConversationTrees conversations;
    private final MessageTrees messages;
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
        this.presence = presence;
        this.deliveries = deliveries;
        this.conversations =
                new ConversationTrees(directory, desk, channels, contacts, newest, live);
        this.messages = new MessageTrees(parts, live);
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
    public Map<String, Object> conversation(Conversation conversation) {
        return conversations.of(conversation);
    }

    @Override
    public Map<String, Object> message(Message message) {
        newest.saw(message);
        return messages.of(message);
    }

    @Override
    public Map<String, Object> sender(Message.Author author) {
        return MessageTrees.sender(author);
    }

    @Override
    public List<Map<String, Object>> messages(Conversation conversation, List<Message> list) {
        var found = deliveries.of(conversation, list);
        var trees = new ArrayList<Map<String, Object>>();
        for (var message : list) {
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
                .map(ConversationTrees::team)
                .toList();
    }

    @Override
    public boolean visible(Conversation conversation, User user) {
        if (user.site().isPresent() && !user.site().equals(Optional.of(conversation.site()))) {
            return false;
        }
        var key = conversation.desk().team();
        return user.leads()
                || key.isEmpty()
                || conversation.desk().assignee().equals(Optional.of(user.id()))
                || QueueBoard.serves(directory.team(conversation.site(), key.get()), user.id());
    }
}
