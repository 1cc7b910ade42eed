package io.dragoman.catalog.internal;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.catalog.PluginSettings.Type;
import io.dragoman.catalog.internal.Metatype.Declared;
import io.dragoman.catalog.internal.Metatype.Setting;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the files of {@code etc} and the plug-ins: a value that its Metatype does not
 * allow does not reach the plug-in. The last good one stays in force, the default where there was
 * none, and health says so. Thread-safe.
 */
@Component(service = {ConfigurationPlugin.class, HealthCheck.class})
public final class SettingsGuard implements ConfigurationPlugin, HealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsGuard.class);
    private static final String PID = "service.pid";
    private static final String FACTORY = "service.factoryPid";

    private final DeclaredSettings declared;
    private final Map<String, Map<String, Object>> good = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    @Activate
    public SettingsGuard(@Reference(name = "declared") DeclaredSettings declared) {
        this.declared = declared;
    }

    @Override
    public void modifyConfiguration(
            ServiceReference<?> reference, Dictionary<String, Object> properties) {
        if (!(properties.get(PID) instanceof String pid)) {
            return;
        }
        var factory = properties.get(FACTORY);
        var form = declared.byPid(factory instanceof String name ? name : pid);
        form.ifPresent(found -> guard(pid, found, properties));
    }

    private void guard(String pid, Declared form, Dictionary<String, Object> properties) {
        var kept = good.computeIfAbsent(pid, fresh -> new ConcurrentHashMap<>());
        var wrong = new ArrayList<String>();
        for (var setting : form.settings()) {
            guard(setting, kept, properties).ifPresent(wrong::add);
        }
        if (wrong.isEmpty()) {
            problems.remove(pid);
            return;
        }
        var said = String.join("; ", wrong);
        if (!said.equals(problems.put(pid, said))) {
            LOG.warn("etc/{}.cfg: {}", pid.replace('~', '-'), said);
        }
    }

    /** Takes out what is wrong; answers what that was. */
    private static Optional<String> guard(
            Setting setting, Map<String, Object> kept, Dictionary<String, Object> properties) {
        var value = properties.get(setting.name());
        // Arrays and typed values come from programs, which know what they do.
        var said = value instanceof String text ? text.strip() : "";
        if (value != null && !(value instanceof String)) {
            return Optional.empty();
        }
        var fault = SettingCheck.fault(setting, said);
        if (fault.isEmpty()) {
            if (value == null || said.isEmpty() && setting.type() != Type.TEXT) {
                kept.remove(setting.name());
                properties.remove(setting.name());
            } else {
                kept.put(setting.name(), value);
            }
            return Optional.empty();
        }
        var last = kept.get(setting.name());
        if (last == null) {
            properties.remove(setting.name());
        } else {
            properties.put(setting.name(), last);
        }
        return Optional.of(
                SettingCheck.words(fault.get())
                        + (last == null
                                ? "; the default is in force"
                                : "; the last good value stays in force"));
    }

    @Override
    public List<Part> check() {
        var parts = new ArrayList<Part>();
        problems.forEach(
                (pid, reason) ->
                        parts.add(
                                new Part(
                                        "settings/" + pid,
                                        "plugin",
                                        Status.DEGRADED,
                                        reason + ": mend etc/" + pid.replace('~', '-') + ".cfg",
                                        Map.of())));
        return parts;
    }
}
