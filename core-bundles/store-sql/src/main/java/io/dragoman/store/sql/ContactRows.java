package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import io.dragoman.storage.Contact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads contacts and their addresses from their two tables. Thread-safe. */
record ContactRows(Trees trees) {

    Optional<Contact> find(Handle handle, String id) {
        var conditions = new Conditions().equal("k.id", Optional.of(id));
        return query(handle, conditions, 1).stream().findFirst();
    }

    /** The oldest first, with their addresses. */
    List<Contact> query(Handle handle, Conditions conditions, int limit) {
        var sql =
                "SELECT k.* FROM contact k"
                        + conditions.where()
                        + " ORDER BY k.created_at_us, k.id LIMIT :limit";
        var contacts =
                conditions
                        .bindTo(handle.createQuery(sql))
                        .bind("limit", limit)
                        .map((row, context) -> read(row))
                        .list();
        return withAddresses(handle, contacts);
    }

    private Contact read(ResultSet row) throws SQLException {
        return new Contact(
                row.getString("id"),
                row.getString("site"),
                row.getString("name"),
                Columns.optionalText(row, "customer_id"),
                trees.map(row.getString("attributes")),
                List.of(),
                Columns.instant(row, "created_at_us"));
    }

    private record Owned(String contactId, Address address) {}

    private static List<Contact> withAddresses(Handle handle, List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return contacts;
        }
        var byContact =
                handle
                        .createQuery(
                                "SELECT * FROM contact_address WHERE contact_id IN (<ids>)"
                                        + " ORDER BY channel, account, address_user")
                        .bindList("ids", contacts.stream().map(Contact::id).toList())
                        .map(
                                (row, context) ->
                                        new Owned(
                                                row.getString("contact_id"), Columns.address(row)))
                        .list()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Owned::contactId,
                                        Collectors.mapping(Owned::address, Collectors.toList())));
        return contacts.stream()
                .map(c -> withAddresses(c, byContact.getOrDefault(c.id(), List.of())))
                .toList();
    }

    private static Contact withAddresses(Contact contact, List<Address> addresses) {
        return new Contact(
                contact.id(),
                contact.site(),
                contact.name(),
                contact.customerId(),
                contact.attributes(),
                addresses,
                contact.createdAt());
    }
}
