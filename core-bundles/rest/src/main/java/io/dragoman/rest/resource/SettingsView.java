package io.dragoman.rest.resource;

import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.shop.Shops;
import io.dragoman.handoff.Directory;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.security.Profile;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * What is in force, read from the components themselves: each lists its settings with the values
 * that it was given or that are its defaults. Secrets are not shown. Thread-safe.
 */
final class SettingsView {

    private static final String OURS = "io.dragoman.";
    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|key|credential", Pattern.CASE_INSENSITIVE);
    private static final Pattern FRAMEWORK =
            Pattern.compile("(component|service|osgi|felix|objectClass)([.].*)?");

    private final Services services;
    private final String version;

    SettingsView(Services services, String version) {
        this.services = services;
        this.version = version;
    }

    Map<String, Object> tree() {
        return Tree.of("version", version)
                .put("profile", Profile.current().name().toLowerCase(Locale.ROOT))
                .put("features", features())
                .put("entries", entries())
                .done();
    }

    private Map<String, Object> features() {
        var model = services.find(LanguageModel.class);
        boolean shop =
                services.find(Shops.class)
                        .filter(
                                shops ->
                                        services.get(Directory.class).sites().stream()
                                                .anyMatch(site -> shops.of(site.id()).isPresent()))
                        .isPresent();
        return Tree.of("languageModel", model.isPresent())
                .put("knowledge", services.find(Knowledge.class).isPresent())
                .put("shop", shop)
                .done();
    }

    private List<Map<String, Object>> entries() {
        var runtime = services.get(ServiceComponentRuntime.class);
        var entries = new ArrayList<Map<String, Object>>();
        for (var component : runtime.getComponentDescriptionDTOs()) {
            if (component.bundle.symbolicName.startsWith(OURS)) {
                for (var instance : runtime.getComponentConfigurationDTOs(component)) {
                    entries.addAll(entries(component, instance));
                }
            }
        }
        entries.sort(
                Comparator.comparing((Map<String, Object> entry) -> entry.get("group").toString())
                        .thenComparing(entry -> entry.get("key").toString()));
        return entries;
    }

    private static List<Map<String, Object>> entries(
            ComponentDescriptionDTO component, ComponentConfigurationDTO instance) {
        var configured = Optional.ofNullable(instance.properties.get("service.pid"));
        var pid = configured.map(SettingsView::last).orElse(component.configurationPid[0]);
        var entries = new ArrayList<Map<String, Object>>();
        instance.properties.forEach(
                (name, value) -> {
                    if (!FRAMEWORK.matcher(name).matches() && !name.startsWith("felix.")) {
                        entries.add(entry(component, pid, name, value));
                    }
                });
        return entries;
    }

    private static Map<String, Object> entry(
            ComponentDescriptionDTO component, String pid, String name, Object value) {
        var group =
                component.name.substring(OURS.length()).replaceAll("[.](internal[.])?[A-Z].*", "");
        boolean secret = SECRET.matcher(name).find() && !String.valueOf(value).isEmpty();
        return Tree.of("group", group)
                .put("key", name)
                .put("value", secret ? "••••" : text(value))
                .put("file", "etc/" + pid + ".cfg")
                .done();
    }

    /** Several files may configure one component; the last one wins. */
    private static String last(Object pids) {
        if (pids instanceof List<?> list && !list.isEmpty()) {
            return String.valueOf(list.get(list.size() - 1));
        }
        return text(pids);
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return String.valueOf(value);
        }
        var items = new ArrayList<String>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(String.valueOf(Array.get(value, i)));
        }
        return String.join(", ", items);
    }
}
