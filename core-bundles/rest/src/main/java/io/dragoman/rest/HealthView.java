package io.dragoman.rest;

import io.dragoman.catalog.Health;
import io.dragoman.catalog.HealthCheck.Part;
import java.util.Map;

/** Health as {@code /health} and the API show it. Immutable. */
public final class HealthView {

    private final String version;
    private final boolean details;

    /**
     * @param version of this installation
     * @param details whether to tell where things lie, which is not everybody's business
     */
    public HealthView(String version, boolean details) {
        this.version = version;
        this.details = details;
    }

    /** The document. */
    public Map<String, Object> tree(Health.Report report) {
        return Tree.of("status", report.status().name())
                .put("version", version)
                .put("startedAt", report.startedAt())
                .put("parts", Tree.each(report.parts(), this::part))
                .done();
    }

    private Map<String, Object> part(Part part) {
        var tree =
                Tree.of("id", part.id())
                        .put("kind", part.kind())
                        .put("status", part.status().name())
                        .why("reason", part.why());
        if (details && !part.details().isEmpty()) {
            tree.put("details", part.details());
        }
        return tree.done();
    }
}
