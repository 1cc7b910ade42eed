package io.dragoman.rest.health;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.rest.Services;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Publishes {@link CoreChecks} with what the container knows. Thread-safe. */
@Component(service = HealthCheck.class)
public final class CoreChecksComponent implements HealthCheck {

    private static final String PIPELINE = "io.dragoman.pipeline";
    private static final String TURNS = "io.dragoman.pipeline.internal.TurnQueue";

    private final CoreChecks checks;

    @Activate
    public CoreChecksComponent(
            BundleContext context,
            @Reference(name = "services") Services services,
            @Reference(name = "components") ServiceComponentRuntime components) {
        this.checks = new CoreChecks(services, new Container(context, components));
    }

    @Override
    public List<Part> check() {
        return checks.check();
    }

    private record Container(BundleContext context, ServiceComponentRuntime components)
            implements CoreChecks.Surroundings {

        @Override
        public boolean pipelineListens() {
            return Arrays.stream(context.getBundles())
                    .filter(bundle -> PIPELINE.equals(bundle.getSymbolicName()))
                    .map(bundle -> components.getComponentDescriptionDTO(bundle, TURNS))
                    .filter(Objects::nonNull)
                    .flatMap(found -> components.getComponentConfigurationDTOs(found).stream())
                    .anyMatch(instance -> instance.state == ComponentConfigurationDTO.ACTIVE);
        }

        @Override
        public List<String> endpoints() {
            return Endpoints.of(context);
        }
    }
}
