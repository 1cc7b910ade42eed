package io.dragoman.pipeline.internal;

import io.dragoman.pipeline.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The stages that are there at the moment, in the order in which they try. Thread-safe. */
@Component(service = Rungs.class)
public final class Rungs {

    private static final int MIDDLE = 50;

    private record Rung(int order, Stage stage) {}

    private final CopyOnWriteArrayList<Rung> rungs = new CopyOnWriteArrayList<>();
    private volatile List<Stage> inOrder = List.of();

    @Reference(
            name = "stage",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addStage(Stage stage, Map<String, Object> properties) {
        int order = properties.get(Stage.ORDER) instanceof Integer number ? number : MIDDLE;
        rungs.add(new Rung(order, stage));
        sort();
    }

    void removeStage(Stage stage) {
        rungs.removeIf(rung -> rung.stage() == stage);
        sort();
    }

    /** Stages come and go seldom, and every turn asks for them. */
    private synchronized void sort() {
        inOrder =
                rungs.stream()
                        .sorted(Comparator.comparingInt(Rung::order))
                        .map(Rung::stage)
                        .toList();
    }

    /** The stages, first the one that is to try first. */
    List<Stage> inOrder() {
        return inOrder;
    }
}
