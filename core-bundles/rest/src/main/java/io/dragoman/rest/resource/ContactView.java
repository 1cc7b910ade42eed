package io.dragoman.rest.resource;

import io.dragoman.api.message.Address;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Contact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A contact as the API shows it. */
final class ContactView {

    /** Attributes that are fields of their own; the rest is what the shop told of its customer. */
    private static final Set<String> FIELDS =
            Set.of("email", "phone", "locale", "vip", "tags", "note", "avatar");

    private ContactView() {}

    static Map<String, Object> of(Contact contact, Optional<Instant> lastSeenAt, Locale locale) {
        var attributes = contact.attributes();
        var tree = Tree.of("id", contact.id()).put("site", contact.site());
        tree.put("name", name(contact, locale));
        for (var field : List.of("avatar", "email", "phone", "locale", "note")) {
            tree.text(field, attributes.getOrDefault(field, ""));
        }
        tree.put("vip", "true".equals(attributes.get("vip")));
        tree.put("tags", tags(attributes));
        var others = new TreeMap<String, Object>();
        attributes.forEach(
                (name, value) -> {
                    if (!FIELDS.contains(name)) {
                        others.put(name, value);
                    }
                });
        if (!others.isEmpty()) {
            tree.put("attributes", others);
        }
        return tree.put("customerId", contact.customerId())
                .put("identities", Tree.each(contact.addresses(), ContactView::identity))
                .put("createdAt", contact.createdAt())
                .put("lastSeenAt", lastSeenAt)
                .done();
    }

    /** What to call somebody; people without a name still have to be told from others. */
    static String name(Contact contact, Locale locale) {
        if (!contact.name().isBlank()) {
            return contact.name();
        }
        var id = contact.id();
        var tail = id.substring(Math.max(0, id.length() - 4)).toUpperCase(Locale.ROOT);
        return (Locale.ENGLISH.equals(locale) ? "Visitor " : "访客 ") + tail;
    }

    private static List<String> tags(Map<String, String> attributes) {
        return Arrays.stream(attributes.getOrDefault("tags", "").split(","))
                .filter(tag -> !tag.isBlank())
                .toList();
    }

    private static Map<String, Object> identity(Address address) {
        return Tree.of("id", identityId(address))
                .put("channel", address.channel())
                .put("account", address.account())
                .put("address", address.user())
                .done();
    }

    /** An address as one word that is safe in a path. */
    static String identityId(Address address) {
        var plain = address.channel() + "\n" + address.account() + "\n" + address.user();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static int longest(String field) {
        return switch (field) {
            case "note" -> 5_000;
            case "phone" -> 50;
            default -> 200;
        };
    }
}
