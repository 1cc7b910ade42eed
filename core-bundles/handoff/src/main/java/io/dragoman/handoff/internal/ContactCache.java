package io.dragoman.handoff.internal;

import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Contacts as they were a few seconds ago, so that a list of conversations does not cost a query
 * each. Thread-safe.
 */
final class ContactCache {

    private static final int REMEMBERED = 5_000;
    private static final long FRESH_MILLIS = 3_000;

    private record Known(long at, Optional<Contact> contact) {}

    private final ContactStore store;
    private final Clock clock;
    private final Map<String, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > REMEMBERED;
                }
            };

    ContactCache(ContactStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Optional<Contact> get(String id) {
        long now = clock.millis();
        synchronized (known) {
            var found = known.get(id);
            if (found != null && now - found.at() < FRESH_MILLIS) {
                return found.contact();
            }
        }
        var contact = store.contact(id);
        synchronized (known) {
            known.put(id, new Known(now, contact));
        }
        return contact;
    }
}
