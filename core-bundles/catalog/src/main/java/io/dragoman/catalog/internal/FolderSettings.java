package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginSettings;
import io.dragoman.catalog.internal.Metatype.Declared;
import io.dragoman.catalog.internal.Metatype.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Settings in the folder {@code etc}. Thread-safe. */
@Component(service = PluginSettings.class)
public final class FolderSettings implements PluginSettings {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_]{0,62}");
    private static final String ENDING = ".cfg";

    private final Path etc;
    private final DeclaredSettings declared;

    @Activate
    public FolderSettings(
            BundleContext context, @Reference(name = "declared") DeclaredSettings declared) {
        this(Places.of(context, "deploy").etc(), declared);
    }

    FolderSettings(Path etc, DeclaredSettings declared) {
        this.etc = etc;
        this.declared = declared;
    }

    @Override
    public List<Form> forms(String plugin, Locale locale) {
        var forms = new ArrayList<Form>();
        for (var one : declared.of(plugin, locale)) {
            if (one.factory()) {
                instances(one).forEach(pid -> forms.add(form(one, pid, false)));
                forms.add(form(one, one.pid(), true));
            } else {
                forms.add(form(one, one.pid(), false));
            }
        }
        return forms;
    }

    /** The pids of what was made of a factory. */
    private List<String> instances(Declared factory) {
        var pids = new ArrayList<String>();
        var prefix = factory.pid() + "-";
        if (!Files.isDirectory(etc)) {
            return pids;
        }
        try (var files = Files.newDirectoryStream(etc, prefix + "*" + ENDING)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                var instance = name.substring(prefix.length(), name.length() - ENDING.length());
                pids.add(factory.pid() + "~" + instance);
            }
        } catch (IOException e) {
            return pids;
        }
        pids.sort(String::compareTo);
        return pids;
    }

    private Path path(String pid) {
        return etc.resolve(pid.replace('~', '-') + ENDING);
    }

    private Form form(Declared one, String pid, boolean template) {
        Map<String, String> values = Map.of();
        if (!template) {
            try {
                values = new CfgFile(path(pid)).read();
            } catch (IOException e) {
                values = Map.of();
            }
        }
        var fields = new ArrayList<Field>();
        for (var setting : one.settings()) {
            fields.add(field(setting, values, template));
        }
        return new Form(
                pid,
                template,
                one.title(),
                one.description(),
                "etc/" + path(pid).getFileName(),
                fields);
    }

    private static Field field(Setting setting, Map<String, String> values, boolean template) {
        var value = values.getOrDefault(setting.name(), "");
        boolean secret = DeclaredSettings.isSecret(setting);
        return new Field(
                setting.name(),
                setting.label(),
                setting.description(),
                secret ? Type.SECRET : setting.type(),
                setting.required(),
                setting.many(),
                setting.min(),
                setting.max(),
                setting.options(),
                secret ? "" : setting.defaults(),
                secret ? "" : value,
                values.containsKey(setting.name()),
                template ? Optional.empty() : SettingCheck.fault(setting, value));
    }

    /** A form of a plug-in by its pid; of a factory, only an instance. */
    private Optional<Declared> find(String plugin, String pid) {
        for (var one : declared.of(plugin, Locale.ENGLISH)) {
            if (!one.factory() && one.pid().equals(pid)) {
                return Optional.of(one);
            }
            var prefix = one.pid() + "~";
            if (one.factory()
                    && pid.startsWith(prefix)
                    && NAME.matcher(pid.substring(prefix.length())).matches()) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized Outcome save(String plugin, String pid, Map<String, String> values) {
        var form = find(plugin, pid);
        if (form.isEmpty()) {
            return new Outcome.Missing();
        }
        var file = new CfgFile(path(pid));
        try {
            var faults = faults(form.get(), values, file.read());
            if (!faults.isEmpty()) {
                return new Outcome.Invalid(faults);
            }
            file.write(values);
            return new Outcome.Done();
        } catch (IOException e) {
            return new Outcome.Refused(unwritable(path(pid).toString(), e));
        }
    }

    private static List<Fault> faults(
            Declared form, Map<String, String> given, Map<String, String> before) {
        var faults = new ArrayList<Fault>();
        var known = new LinkedHashMap<String, Setting>();
        form.settings().forEach(setting -> known.put(setting.name(), setting));
        given.forEach(
                (name, value) -> {
                    var setting = known.get(name);
                    if (setting == null) {
                        faults.add(new Fault(name, Fault.Kind.UNKNOWN, ""));
                    } else if (setting.many()) {
                        faults.add(new Fault(name, Fault.Kind.LIST, ""));
                    } else if (!CfgFile.canHold(value)) {
                        faults.add(new Fault(name, Fault.Kind.UNWRITABLE, ""));
                    }
                });
        for (var setting : form.settings()) {
            var value = given.getOrDefault(setting.name(), before.getOrDefault(setting.name(), ""));
            SettingCheck.fault(setting, value).ifPresent(faults::add);
        }
        return faults;
    }

    /** What is said when a file of the configuration cannot be changed. */
    static Reason unwritable(String path, IOException e) {
        return Reason.of(
                "file-unwritable",
                "{file} cannot be changed: {cause}",
                "file",
                path,
                "cause",
                e.getMessage());
    }

    @Override
    public synchronized Outcome reset(String plugin, String pid) {
        if (find(plugin, pid).isEmpty()) {
            return new Outcome.Missing();
        }
        try {
            return new CfgFile(path(pid)).delete() ? new Outcome.Done() : new Outcome.Missing();
        } catch (IOException e) {
            return new Outcome.Refused(unwritable(path(pid).toString(), e));
        }
    }
}
