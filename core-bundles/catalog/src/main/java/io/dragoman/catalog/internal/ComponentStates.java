package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What Declarative Services know of a bundle's components. Thread-safe. */
final class ComponentStates {

    /**
     * Whether a reason says that a constructor failed, rather than that something is waited for.
     */
    static boolean isBroken(Reason why) {
        return why.key().equals("not-created");
    }

    private final ServiceComponentRuntime runtime;

    ComponentStates(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Why components of a bundle do not work; empty when they do, or wait for being used. */
    List<Reason> problems(Bundle bundle) {
        var problems = new ArrayList<Reason>();
        for (var component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (var configuration : runtime.getComponentConfigurationDTOs(component)) {
                problem(component, configuration).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<Reason> problem(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            return Optional.of(
                    Reason.of(
                            "not-created",
                            "{component} could not be created: {cause}",
                            "component",
                            component.implementationClass,
                            "cause",
                            firstLines(configuration.failure)));
        }
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
            var missing = new ArrayList<String>();
            for (var reference : configuration.unsatisfiedReferences) {
                missing.add(reference.name);
            }
            return Optional.of(
                    Reason.of(
                            "waits",
                            "{component} waits for its references {references}",
                            "component",
                            component.implementationClass,
                            "references",
                            missing));
        }
        return Optional.empty();
    }

    /** The exception and its causes, without the stack. */
    private static String firstLines(String failure) {
        var lines = new ArrayList<String>();
        for (var line : String.valueOf(failure).lines().toList()) {
            if (!line.startsWith("\t") && !line.contains("InvocationTargetException")) {
                lines.add(line.strip());
            }
        }
        return String.join(" ", lines.subList(0, Math.min(3, lines.size())));
    }
}
