package io.dragoman.rest.health;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.conversation.LogListener;
import io.dragoman.rest.Services;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes {@link CoreChecks} with what the container knows. Thread-safe. */
@Component(service = HealthCheck.class)
public final class CoreChecksComponent implements HealthCheck {

    private static final String PIPELINE = "io.dragoman.pipeline";

    private final CoreChecks checks;

    @Activate
    public CoreChecksComponent(
            BundleContext context, @Reference(name = "services") Services services) {
        this.checks = new CoreChecks(services, new Container(context));
    }

    @Override
    public List<Part> check() {
        return checks.check();
    }

    private record Container(BundleContext context) implements CoreChecks.Surroundings {

        @Override
        public boolean pipelineListens() {
            try {
                var listeners = context.getServiceReferences(LogListener.class, null);
                return listeners.stream()
                        .map(ServiceReference::getBundle)
                        .anyMatch(
                                bundle ->
                                        bundle != null
                                                && PIPELINE.equals(bundle.getSymbolicName()));
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException("No filter cannot be wrong", e);
            }
        }

        @Override
        public List<String> endpoints() {
            return Endpoints.of(context);
        }
    }
}
