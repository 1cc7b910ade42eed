package io.dragoman.catalog.internal;

import io.dragoman.api.message.Texts;
import io.dragoman.catalog.PluginSettings.Type;
import io.dragoman.catalog.internal.Metatype.Declared;
import io.dragoman.catalog.internal.Metatype.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The configurations that plug-ins declare. Thread-safe. */
@Component(service = DeclaredSettings.class)
public final class DeclaredSettings {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|apikey|credential).*");

    /** What a bundle declares never changes while it is installed. */
    private record Known(long modified, List<Declared> declared) {}

    private record Key(long bundle, Locale locale) {}

    private final BundleContext context;
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    @Activate
    public DeclaredSettings(BundleContext context) {
        this.context = context;
    }

    /** Whether a setting is never shown: it says so, or its name does. */
    static boolean isSecret(Setting setting) {
        return setting.type() == Type.SECRET
                || setting.type() == Type.TEXT && SECRET.matcher(setting.name()).matches();
    }

    /** Whether a bundle is a plug-in, of the folder or of the distribution. */
    static boolean isPlugin(Bundle bundle) {
        var name = String.valueOf(bundle.getSymbolicName());
        return bundle.getLocation().startsWith(DeployedBundles.LOCATION)
                || ShippedPlugins.OURS.stream().anyMatch(name::startsWith);
    }

    /** What a plug-in declares, in a language; of several versions the newest counts. */
    List<Declared> of(String plugin, Locale locale) {
        Optional<Bundle> newest = Optional.empty();
        for (var bundle : context.getBundles()) {
            if (plugin.equals(bundle.getSymbolicName())
                    && isPlugin(bundle)
                    && newer(bundle, newest)) {
                newest = Optional.of(bundle);
            }
        }
        return newest.map(bundle -> of(bundle, locale)).orElse(List.of());
    }

    private static boolean newer(Bundle bundle, Optional<Bundle> than) {
        return than.isEmpty() || bundle.getBundleId() > than.get().getBundleId();
    }

    /** The plug-in's declaration that a configuration is for. */
    Optional<Declared> byPid(String pid) {
        for (var bundle : context.getBundles()) {
            if (isPlugin(bundle)) {
                for (var declared : of(bundle, Locale.ENGLISH)) {
                    if (declared.pid().equals(pid)) {
                        return Optional.of(declared);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private List<Declared> of(Bundle bundle, Locale locale) {
        return known.compute(
                        new Key(bundle.getBundleId(), Texts.supported(locale)),
                        (key, kept) ->
                                kept != null && kept.modified() == bundle.getLastModified()
                                        ? kept
                                        : new Known(
                                                bundle.getLastModified(),
                                                Metatype.of(bundle, key.locale())))
                .declared();
    }
}
