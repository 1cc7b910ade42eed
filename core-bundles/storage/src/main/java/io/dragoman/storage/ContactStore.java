package io.dragoman.storage;

import io.dragoman.api.message.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** People and their addresses. Thread-safe; throws {@link StoreException}. */
@ProviderType
public interface ContactStore {

    /** One contact. */
    Optional<Contact> contact(String id);

    /**
     * The contact as this node knows it, for showing: what another node changed may be missing for
     * half a minute. Seldom costs a query.
     */
    Optional<Contact> lately(String id);

    /** Whose address it is. */
    Optional<Contact> byAddress(String site, Address address);

    /** Who the shop knows by this id. */
    Optional<Contact> byCustomerId(String site, String customerId);

    /** Contacts whose name, customer id or attribute contains the text. */
    List<Contact> search(String site, String text, int limit);

    /** Replaces name, customer id and attributes; answers the contact as it stands now. */
    Contact update(
            String id, String name, Optional<String> customerId, Map<String, String> attributes);

    /**
     * Makes two contacts one: addresses and conversations of {@code from} become those of {@code
     * into}, and {@code from} is gone.
     */
    Contact merge(String into, String from);

    /** Gives an address and its conversation a contact of its own, with a new id. */
    Contact separate(String contactId, Address address, String newContactId);
}
