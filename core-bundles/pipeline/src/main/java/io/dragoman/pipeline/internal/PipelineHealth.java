package io.dragoman.pipeline.internal;

import io.dragoman.catalog.HealthCheck;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Says whether customers' messages are answered. It is there exactly as long as the queue of turns
 * is. Thread-safe.
 */
@Component(service = HealthCheck.class)
public final class PipelineHealth implements HealthCheck {

    private static final String PART = "pipeline";

    private final StartGate gate;

    /**
     * @param queue whose presence is what this part tells; nothing is asked of it
     */
    @Activate
    public PipelineHealth(
            @Reference(name = "queue") TurnQueue queue, @Reference(name = "gate") StartGate gate) {
        this.gate = gate;
    }

    @Override
    public List<Part> check() {
        if (gate.isOpen()) {
            return List.of(Part.up(PART, PART));
        }
        var reason = "Turns wait for these stages: " + String.join(", ", gate.waitingFor());
        return List.of(new Part(PART, PART, Status.DOWN, reason, Map.of()));
    }
}
