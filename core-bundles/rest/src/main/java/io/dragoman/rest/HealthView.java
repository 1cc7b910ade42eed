package io.dragoman.rest;

import io.dragoman.catalog.Health;
import io.dragoman.catalog.HealthCheck.Part;
import java.util.Map;

/** Health as {@code /health} and the API show it. Immutable. */
public final class HealthView {

    private final String version;

    /**
     * @param version of this installation
     */
    public HealthView(String version) {
        this.version = version;
    }

    /** The document. */
    public Map<String, Object> tree(Health.Report report) {
        return Tree.of("status", report.status().name())
                .put("version", version)
                .put("startedAt", report.startedAt())
                .put("parts", Tree.each(report.parts(), HealthView::part))
                .done();
    }

    private static Map<String, Object> part(Part part) {
        var tree =
                Tree.of("id", part.id())
                        .put("kind", part.kind())
                        .put("status", part.status().name())
                        .text("reason", part.reason());
        if (!part.details().isEmpty()) {
            tree.put("details", part.details());
        }
        return tree.done();
    }
}
