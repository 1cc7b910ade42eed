package io.dragoman.rest.health;

import io.dragoman.catalog.HealthCheck;
import io.dragoman.rest.Services;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes {@link CoreChecks} with what the container knows. Thread-safe. */
@Component(service = HealthCheck.class)
public final class CoreChecksComponent implements HealthCheck {

    private final CoreChecks checks;

    @Activate
    public CoreChecksComponent(
            BundleContext context, @Reference(name = "services") Services services) {
        this.checks = new CoreChecks(services, () -> Endpoints.of(context));
    }

    @Override
    public List<Part> check() {
        return checks.check();
    }
}
