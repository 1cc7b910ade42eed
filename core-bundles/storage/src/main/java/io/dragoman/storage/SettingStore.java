package io.dragoman.storage;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A few named values of the installation: signing keys, seeds done. Thread-safe; throws {@link
 * StoreException}.
 */
@ProviderType
public interface SettingStore {

    /** What is kept under a key. */
    Optional<String> get(String key);

    /** Writes the value unless there is one; answers the value that stands now. */
    String putIfAbsent(String key, String value);

    /** Inserts or replaces. */
    void put(String key, String value);
}
