package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import java.util.Objects;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Finds out why the container could not create a component. */
final class ActivationFailure {

    private static final Reason UNKNOWN =
            Reason.of(
                    "not-created-unknown",
                    "it could not be created; the log names the exception of its constructor");

    private ActivationFailure() {}

    /**
     * The reason in one line: the last exception of the chain, as the component runtime kept it.
     */
    static Reason of(ServiceComponentRuntime runtime, ServiceReference<?> reference) {
        var name = reference.getProperty(ComponentConstants.COMPONENT_NAME);
        var description =
                name == null
                        ? null
                        : runtime.getComponentDescriptionDTO(
                                reference.getBundle(), name.toString());
        if (description == null) {
            return UNKNOWN;
        }
        return runtime.getComponentConfigurationDTOs(description).stream()
                .filter(configuration -> isOf(configuration, reference))
                .map(configuration -> configuration.failure)
                .filter(Objects::nonNull)
                .map(ActivationFailure::cause)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static boolean isOf(
            ComponentConfigurationDTO configuration, ServiceReference<?> skill) {
        return configuration.service == null
                || Objects.equals(
                        configuration.service.id, skill.getProperty(Constants.SERVICE_ID));
    }

    private static Reason cause(String stackTrace) {
        return stackTrace
                .lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .or(() -> stackTrace.lines().findFirst())
                .map(
                        line ->
                                Reason.of(
                                        "skill-not-created",
                                        "it could not be created: {cause}",
                                        "cause",
                                        line))
                .orElse(UNKNOWN);
    }
}
