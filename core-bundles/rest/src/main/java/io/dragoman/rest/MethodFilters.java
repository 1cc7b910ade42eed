package io.dragoman.rest;

import io.dragoman.api.json.Json;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.UpTo;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Gives each resource method the filters that its annotations ask for. */
final class MethodFilters implements DynamicFeature {

    private final Services services;
    private final Json json;

    MethodFilters(Services services, Json json) {
        this.services = services;
        this.json = json;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        var method = resource.getResourceMethod();
        if (!method.getDeclaringClass().getName().startsWith("io.dragoman.")) {
            // Jersey's own answer to OPTIONS.
            return;
        }
        context.register(new Gate(services, method));
        var limit = method.getAnnotation(UpTo.class);
        context.register(new BodyLimit(limit == null ? BodyLimit.USUAL : limit.value()));
        var audited = method.getAnnotation(Audited.class);
        if (audited != null) {
            context.register(new Auditor(services, json, audited));
        }
    }
}
