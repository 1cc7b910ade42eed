package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.HealthCheck;
import io.dragoman.catalog.Plugins;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The plug-ins as the framework and the deploy folder know them; also the health of the deployed
 * ones.
 */
@Component(service = {Plugins.class, HealthCheck.class})
public final class BundlePlugins implements Plugins, HealthCheck {

    private static final Set<State> BAD =
            EnumSet.of(State.FAILED, State.REFUSED, State.ROLLED_BACK, State.QUARANTINED);

    private final DeployFolder folder;
    private final ComponentStates components;

    @Activate
    public BundlePlugins(
            @Reference(name = "folder") DeployFolder folder,
            @Reference(name = "components") ServiceComponentRuntime components) {
        this.folder = folder;
        this.components = new ComponentStates(components);
    }

    @Override
    public String folder() {
        return folder.folder().toAbsolutePath().toString();
    }

    @Override
    public List<Plugin> list(Locale locale) {
        var all = new ArrayList<Plugin>();
        folder.entries().forEach(entry -> all.add(deployed(entry, locale)));
        var deployed = folder.entries().stream().flatMap(entry -> entry.bundle().stream()).toList();
        for (var bundle : folder.shipped().bundles()) {
            if (!deployed.contains(bundle)) {
                all.add(distributed(bundle, locale));
            }
        }
        all.sort(Comparator.comparing(Plugin::name));
        return List.copyOf(all);
    }

    private Plugin deployed(PluginLedger.Entry entry, Locale locale) {
        var file = entry.file();
        var bundle = entry.bundle();
        var usage =
                bundle.map(running -> folder.probes().usage(running.getBundleId()))
                        .orElse(List.of());
        var quarantine = entry.state() == State.UP ? quarantine(usage) : Optional.<Reason>empty();
        boolean itself = bundle.filter(running -> DeployedBundles.is(running, file)).isPresent();
        return new Plugin(
                file.name(),
                itself ? title(bundle.get(), locale) : file.title(),
                Optional.of(file.fileName()),
                file.version().toString(),
                quarantine.isPresent() ? State.QUARANTINED : entry.state(),
                quarantine.orElse(entry.why()),
                itself ? "" : bundle.map(running -> running.getVersion().toString()).orElse(""),
                file.sha256(),
                file.signer(),
                entry.since(),
                bundle.map(running -> folder.probes().provides(running.getBundleId()))
                        .orElse(List.of()),
                usage,
                entry.errors(),
                folder.kept(file));
    }

    private static Optional<Reason> quarantine(List<Usage> usage) {
        return usage.stream().flatMap(one -> one.quarantine().stream()).map(Error::why).findFirst();
    }

    private Plugin distributed(Bundle bundle, Locale locale) {
        boolean disabled = folder.shipped().isDisabled(bundle.getSymbolicName());
        var problems = disabled ? List.<Reason>of() : problems(bundle);
        var usage = folder.probes().usage(bundle.getBundleId());
        var quarantine = quarantine(usage);
        return new Plugin(
                bundle.getSymbolicName(),
                title(bundle, locale),
                Optional.empty(),
                bundle.getVersion().toString(),
                disabled ? State.DISABLED : state(problems, quarantine),
                problems.isEmpty() ? quarantine.orElse(Reason.NONE) : all(problems),
                "",
                "",
                "",
                Instant.ofEpochMilli(bundle.getLastModified()),
                folder.probes().provides(bundle.getBundleId()),
                usage,
                List.of(),
                List.of());
    }

    private static String title(Bundle bundle, Locale locale) {
        var title = bundle.getHeaders(locale.toString()).get("Bundle-Name");
        return title == null ? bundle.getSymbolicName() : title;
    }

    private List<Reason> problems(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE
                ? components.problems(bundle)
                : List.of(Reason.of("not-active", "its bundle is not active"));
    }

    /** The first in its reader's words, all of them in English. */
    private static Reason all(List<Reason> problems) {
        var texts = problems.stream().map(Reason::text).collect(Collectors.joining("; "));
        return problems.get(0).saying(texts);
    }

    private static State state(List<Reason> problems, Optional<Reason> quarantine) {
        if (!problems.isEmpty()) {
            return State.FAILED;
        }
        return quarantine.isPresent() ? State.QUARANTINED : State.UP;
    }

    @Override
    public List<Part> check() {
        var parts = new ArrayList<Part>();
        for (var plugin : list(Locale.ENGLISH)) {
            if (plugin.file().isPresent()) {
                var status = BAD.contains(plugin.state()) ? Status.DEGRADED : Status.UP;
                var details =
                        Map.of(
                                "file",
                                plugin.file().get(),
                                "version",
                                plugin.version(),
                                "state",
                                plugin.state().name());
                parts.add(
                        new Part(
                                "plugin/" + plugin.file().get(),
                                "plugin",
                                status,
                                plugin.why(),
                                details));
            }
        }
        return parts;
    }
}
