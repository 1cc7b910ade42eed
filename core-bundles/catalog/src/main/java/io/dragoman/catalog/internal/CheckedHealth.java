package io.dragoman.catalog.internal;

import io.dragoman.catalog.Health;
import io.dragoman.catalog.HealthCheck;
import io.dragoman.catalog.HealthCheck.Part;
import io.dragoman.catalog.HealthCheck.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Health as the sum of its checks; what is required and missing counts as down. */
@Component(service = Health.class)
@Designate(ocd = CheckedHealth.Config.class)
public final class CheckedHealth implements Health {

    /** Without what nobody can be served. */
    @ObjectClassDefinition(name = "Health")
    public @interface Config {
        @AttributeDefinition(description = "Ids of parts that have to be there")
        String[] required() default {
            "store",
            "rules",
            "knowledge",
            "embeddings",
            "desk",
            "pipeline",
            "http",
            "channel/web/default"
        };
    }

    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final Set<String> required;
    private final Instant startedAt;

    @Activate
    public CheckedHealth(Config config) {
        this.required = Set.of(config.required());
        this.startedAt = Clock.systemUTC().instant();
    }

    @Reference(
            name = "check",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addCheck(HealthCheck check) {
        checks.add(check);
    }

    void removeCheck(HealthCheck check) {
        checks.remove(check);
    }

    @Override
    public Report report() {
        var parts = new ArrayList<Part>();
        for (var check : checks) {
            parts.addAll(ask(check));
        }
        var present = parts.stream().map(Part::id).collect(java.util.stream.Collectors.toSet());
        for (var id : required) {
            if (!present.contains(id)) {
                parts.add(
                        new Part(
                                id,
                                id.split("/", 2)[0],
                                Status.DOWN,
                                "it has not started",
                                Map.of()));
            }
        }
        parts.sort(Comparator.comparing(Part::id));
        boolean down =
                parts.stream()
                        .anyMatch(
                                part ->
                                        part.status() == Status.DOWN
                                                && required.contains(part.id()));
        return new Report(down ? Status.DOWN : Status.UP, startedAt, parts);
    }

    private static List<Part> ask(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            var name = check.getClass().getSimpleName();
            return List.of(
                    new Part(
                            "check/" + name,
                            "other",
                            Status.DEGRADED,
                            "the check itself failed: " + e,
                            Map.of()));
        }
    }
}
