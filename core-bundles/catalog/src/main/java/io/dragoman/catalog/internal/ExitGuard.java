package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginProbe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.hooks.weaving.WeavingException;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/**
 * Keeps classes of plug-ins from being loaded that would end the whole process by {@code
 * System.exit}, as the main programs in many libraries do, and says so of the plug-in. Classes that
 * nobody uses do not matter. Against mistakes, not against malice. Thread-safe.
 */
final class ExitGuard implements WeavingHook, PluginProbe {

    private static final Set<String> ENDS =
            Set.of("java/lang/System.exit", "java/lang/Runtime.exit", "java/lang/Runtime.halt");

    private final Map<Long, Reason> problems = new ConcurrentHashMap<>();

    @Override
    public void weave(WovenClass woven) {
        var bundle = woven.getBundleWiring().getBundle();
        if (!bundle.getLocation().startsWith(DeployedBundles.LOCATION)) {
            return;
        }
        CalledMethods.of(woven.getBytes())
                .filter(ENDS::contains)
                .findAny()
                .ifPresent(
                        call -> {
                            var problem =
                                    Reason.of(
                                            "ends-the-server",
                                            "its class {class} calls {call}, which would end the whole server: throw an exception instead",
                                            "class",
                                            woven.getClassName(),
                                            "call",
                                            call.substring("java/lang/".length()));
                            problems.put(bundle.getBundleId(), problem);
                            throw new WeavingException(problem.text());
                        });
    }

    @Override
    public List<String> provides(long bundleId) {
        return List.of();
    }

    @Override
    public Optional<Reason> problem(long bundleId) {
        return Optional.ofNullable(problems.get(bundleId));
    }
}
