package io.dragoman.gateway.internal;

import io.dragoman.catalog.PluginListener;
import java.util.LinkedHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the supervisors who are at the desk what happened to plug-ins. Thread-safe. */
@Component(service = PluginListener.class)
public final class PluginNotices implements PluginListener {

    private final AgentHub hub;

    @Activate
    public PluginNotices(@Reference(name = "hub") AgentHub hub) {
        this.hub = hub;
    }

    @Override
    public void happened(Event event) {
        var args = new LinkedHashMap<String, String>();
        args.put("plugin", event.plugin());
        args.put("version", event.version());
        args.put("reason", event.why().text());
        if (!event.why().key().isEmpty()) {
            args.put("why", event.why().key());
            event.why().params().forEach((name, value) -> args.put("why." + name, value));
        }
        switch (event.kind()) {
            case QUARANTINED -> hub.notice("bad", "plugin.quarantined", args);
            case ROLLED_BACK -> hub.notice("warn", "plugin.rolled-back", args);
            case KEY_ADDED -> hub.notice("info", "plugin.key-added", args);
            case KEY_REMOVED -> hub.notice("info", "plugin.key-removed", args);
        }
    }
}
