package io.dragoman.api.rules;

import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rule folder, for those who edit it over the console instead of in the file system.
 * Thread-safe.
 */
@ProviderType
public interface RuleFiles {

    /** All rule files, by name. */
    List<Entry> list();

    /** A file's bytes; empty when there is none of that name, or the name is not allowed. */
    Optional<byte[]> read(String name);

    /**
     * Saves a file and puts it into force. Content that does not compile is refused, so is a name
     * that is not one of a rule file. The file is replaced as a whole, never seen half-written.
     *
     * @return why it was refused; empty when it is saved and in force
     */
    List<Problem> write(String name, byte[] content);

    /**
     * Removes a file and its rules.
     *
     * @return why it was refused, for example because another file needs it; empty when it is gone
     */
    List<Problem> delete(String name);

    /**
     * One file of the folder.
     *
     * @param size in bytes
     * @param modifiedAt RFC 3339
     */
    record Entry(String name, long size, String modifiedAt) {}
}
