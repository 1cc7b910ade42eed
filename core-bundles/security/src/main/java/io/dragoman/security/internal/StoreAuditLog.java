package io.dragoman.security.internal;

import io.dragoman.conversation.Ids;
import io.dragoman.security.AuditLog;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.StoreException;
import io.dragoman.storage.User;
import java.security.SecureRandom;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log in the store. */
@Component(service = AuditLog.class)
public final class StoreAuditLog implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAuditLog.class);

    private final DeskStore store;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock, new SecureRandom());

    @Activate
    public StoreAuditLog(@Reference(name = "store") DeskStore store) {
        this.store = store;
    }

    @Override
    public void note(User by, String action, String target, String detail) {
        try {
            store.add(
                    new DeskStore.Audit(
                            ids.next(),
                            clock.instant(),
                            by.id(),
                            by.username(),
                            action,
                            target,
                            detail));
        } catch (StoreException e) {
            LOG.error(
                    "Not written to the audit log: {} {} by {}", action, target, by.username(), e);
        }
    }
}
