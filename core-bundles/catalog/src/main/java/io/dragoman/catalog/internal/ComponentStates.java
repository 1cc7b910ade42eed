package io.dragoman.catalog.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What Declarative Services know of a bundle's components. Thread-safe. */
final class ComponentStates {

    private final ServiceComponentRuntime runtime;

    ComponentStates(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Why components of a bundle do not work; empty when they do, or wait for being used. */
    List<String> problems(Bundle bundle) {
        var problems = new ArrayList<String>();
        for (var component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (var configuration : runtime.getComponentConfigurationDTOs(component)) {
                problem(component, configuration).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Optional<String> problem(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            return Optional.of(
                    component.implementationClass
                            + " could not be created: "
                            + firstLines(configuration.failure));
        }
        if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
            var missing = new ArrayList<String>();
            for (var reference : configuration.unsatisfiedReferences) {
                missing.add(reference.name);
            }
            return Optional.of(
                    component.implementationClass + " waits for its references " + missing);
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
