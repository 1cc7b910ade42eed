package io.dragoman.rest.health;

import io.dragoman.catalog.PluginListener;
import io.dragoman.rest.Services;
import io.dragoman.security.AuditLog;
import io.dragoman.storage.User;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes into the audit log what happened to plug-ins by itself. Thread-safe. */
@Component(service = PluginListener.class)
public final class PluginAudit implements PluginListener {

    private static final User SYSTEM =
            new User(
                    "system",
                    "system",
                    "Dragoman",
                    "",
                    Set.of(),
                    false,
                    "en",
                    0,
                    false,
                    Optional.empty());

    private final Services services;

    @Activate
    public PluginAudit(@Reference(name = "services") Services services) {
        this.services = services;
    }

    @Override
    public void happened(Event event) {
        var kind = event.version().isEmpty() ? "plugin-key/" : "plugin/";
        var version = event.version().isEmpty() ? "" : " " + event.version();
        services.find(AuditLog.class)
                .ifPresent(
                        log ->
                                log.note(
                                        SYSTEM,
                                        action(event.kind()),
                                        kind + event.plugin() + version,
                                        event.why().text()));
    }

    private static String action(Kind kind) {
        return switch (kind) {
            case QUARANTINED -> "plugin.quarantine";
            case ROLLED_BACK -> "plugin.roll-back";
            case KEY_ADDED -> "plugin-key.add";
            case KEY_REMOVED -> "plugin-key.remove";
        };
    }
}
