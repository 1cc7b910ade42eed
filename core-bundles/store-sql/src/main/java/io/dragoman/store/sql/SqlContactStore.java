package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/** People and their addresses. Thread-safe. */
final class SqlContactStore implements ContactStore {

    static final int NAME = 255;

    private static final String BY_ADDRESS =
            "SELECT contact_id FROM contact_address WHERE site = :site AND channel = :channel"
                    + " AND account = :account AND address_user = :user";

    private static final String BY_ADDRESS_OF =
            "EXISTS (SELECT 1 FROM contact_address a WHERE a.contact_id = k.id AND %s)";

    private final Database database;
    private final Trees trees;
    private final ContactRows rows;
    private final RecentReads<Contact> recent;

    /**
     * @param recent hears of what is written
     */
    SqlContactStore(Database database, Trees trees, RecentReads<Contact> recent) {
        this.database = database;
        this.recent = recent;
        this.trees = trees;
        this.rows = new ContactRows(trees);
    }

    @Override
    public Optional<Contact> contact(String id) {
        return database.read("read contact " + id, handle -> rows.find(handle, id));
    }

    @Override
    public Optional<Contact> lately(String id) {
        return recent.get(id, () -> contact(id));
    }

    @Override
    public Optional<Contact> byAddress(String site, Address address) {
        return database.read(
                "read a contact",
                handle -> idByAddress(handle, site, address).flatMap(id -> rows.find(handle, id)));
    }

    static Optional<String> idByAddress(Handle handle, String site, Address address) {
        return handle.createQuery(BY_ADDRESS)
                .bind("site", site)
                .bind("channel", address.channel())
                .bind("account", address.account())
                .bind("user", address.user())
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public Optional<Contact> byCustomerId(String site, String customerId) {
        var conditions =
                new Conditions()
                        .equal("k.site", Optional.of(site))
                        .equal("k.customer_id", Optional.of(customerId));
        return database.read("read a contact", handle -> rows.query(handle, conditions, 1)).stream()
                .findFirst();
    }

    @Override
    public List<Contact> search(String site, String text, int limit) {
        // Attributes are JSON, in which some characters are written otherwise.
        var conditions =
                new Conditions()
                        .equal("k.site", Optional.of(site))
                        .any(
                                new Conditions.Search(text, "k.name"),
                                new Conditions.Search(text, "k.customer_id"),
                                new Conditions.Search(trees.inside(text), "k.attributes"),
                                new Conditions.Search(text, "a.address_user", BY_ADDRESS_OF));
        return database.read("search contacts", handle -> rows.query(handle, conditions, limit));
    }

    @Override
    public Contact update(
            String id, String name, Optional<String> customerId, Map<String, String> attributes) {
        return changing(
                "save contact " + id,
                List.of(id),
                handle -> {
                    replace(handle, id, name, customerId, attributes);
                    return existing(handle, id);
                });
    }

    /** Writes, after which nobody is answered with these contacts as they were. */
    private Contact changing(
            String what, List<String> ids, HandleCallback<Contact, SQLException> work) {
        try {
            return database.write(what, work);
        } finally {
            // A commit that failed may have got through all the same.
            recent.written(ids);
        }
    }

    private void replace(
            Handle handle,
            String id,
            String name,
            Optional<String> customerId,
            Map<String, String> attributes) {
        handle.createUpdate(
                        "UPDATE contact SET name = :name, customer_id = :customer,"
                                + " attributes = :attributes WHERE id = :id")
                .bind("name", Columns.fit(name, NAME))
                .bind("customer", customerId.orElse(null))
                .bind("attributes", trees.ofMap(attributes))
                .bind("id", id)
                .execute();
    }

    private Contact existing(Handle handle, String id) {
        return rows.find(handle, id)
                .orElseThrow(() -> new IllegalArgumentException("There is no contact " + id));
    }

    /** What {@code into} lacks it takes from {@code from}. */
    @Override
    public Contact merge(String into, String from) {
        return changing(
                "merge contacts",
                List.of(into, from),
                handle -> {
                    lock(handle, into, from);
                    var kept = existing(handle, into);
                    var gone = existing(handle, from);
                    if (into.equals(from)) {
                        return kept;
                    }
                    if (!kept.site().equals(gone.site())) {
                        throw new IllegalArgumentException(
                                "Contacts of two sites cannot be one: " + into + ", " + from);
                    }
                    for (var table : List.of("contact_address", "conversation", "ticket")) {
                        move(handle, table, from, into);
                    }
                    handle.execute("DELETE FROM contact WHERE id = ?", from);
                    var attributes = new HashMap<>(gone.attributes());
                    attributes.putAll(kept.attributes());
                    var name = kept.name().isBlank() ? gone.name() : kept.name();
                    var customer = kept.customerId().or(gone::customerId);
                    replace(handle, into, name, customer, attributes);
                    return existing(handle, into);
                });
    }

    private static void lock(Handle handle, String... ids) {
        handle.createQuery("SELECT id FROM contact WHERE id IN (<ids>) ORDER BY id FOR UPDATE")
                .bindList("ids", (Object[]) ids)
                .mapTo(String.class)
                .list();
    }

    private static void move(Handle handle, String table, String from, String into) {
        handle.createUpdate(
                        "UPDATE %s SET contact_id = :into%s WHERE contact_id = :from"
                                .formatted(table, counted(table)))
                .bind("into", into)
                .bind("from", from)
                .execute();
    }

    /** The log's writer must notice that a conversation is not what it was. */
    private static String counted(String table) {
        return table.equals("conversation") ? ", version = version + 1" : "";
    }

    @Override
    public Contact separate(String contactId, Address address, String newContactId) {
        return changing(
                "separate a contact",
                List.of(contactId, newContactId),
                handle -> {
                    lock(handle, contactId);
                    var from = existing(handle, contactId);
                    if (!from.addresses().contains(address)) {
                        throw new IllegalArgumentException(
                                "Contact " + contactId + " has no address " + address);
                    }
                    insert(handle, newContactId, from.site(), from.name(), from.createdAt());
                    moveAddress(handle, from.site(), address, newContactId);
                    return existing(handle, newContactId);
                });
    }

    private static void moveAddress(Handle handle, String site, Address address, String to) {
        var update =
                "UPDATE %s SET contact_id = :to%s WHERE site = :site AND channel = :channel"
                        + " AND account = :account AND address_user = :user";
        for (var table : List.of("contact_address", "conversation")) {
            handle.createUpdate(update.formatted(table, counted(table)))
                    .bind("to", to)
                    .bind("site", site)
                    .bind("channel", address.channel())
                    .bind("account", address.account())
                    .bind("user", address.user())
                    .execute();
        }
        handle.createUpdate(
                        "UPDATE ticket SET contact_id = :to WHERE conversation_id IN"
                                + " (SELECT id FROM conversation WHERE contact_id = :to)")
                .bind("to", to)
                .execute();
    }

    /** A contact about whom nothing but the name is known. */
    static void insert(Handle handle, String id, String site, String name, Instant at) {
        new Upsert("contact", "id", id)
                .set("site", site)
                .set("name", Columns.fit(name, NAME))
                .set("attributes", "{}")
                .set("created_at_us", Columns.micros(at))
                .insert(handle);
    }
}
