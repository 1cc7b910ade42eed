package io.dragoman.security;

import io.dragoman.storage.User;
import org.osgi.annotation.versioning.ProviderType;

/** Writes down who did what. Thread-safe; a failure to write is logged, never thrown. */
@ProviderType
public interface AuditLog {

    /**
     * Notes an action.
     *
     * @param action what was done, for example {@code user.create}
     * @param target to which thing
     * @param detail what else matters; no secrets
     */
    void note(User by, String action, String target, String detail);
}
