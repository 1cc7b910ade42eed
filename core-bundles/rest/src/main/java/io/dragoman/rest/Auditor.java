package io.dragoman.rest;

import io.dragoman.api.json.Json;
import io.dragoman.rest.Access.Audited;
import io.dragoman.security.AuditLog;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.Map;

/**
 * Writes to the audit log what one resource method has changed, once it has succeeded. What it
 * changed is named by the call, by the id of what it answers, or by the path. Immutable.
 */
final class Auditor implements ContainerResponseFilter {

    private final Services services;
    private final Json json;
    private final Audited audited;

    Auditor(Services services, Json json, Audited audited) {
        this.services = services;
        this.json = json;
        this.audited = audited;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var call = Call.of(request);
        if (response.getStatus() >= 300 || call.caller().isEmpty()) {
            return;
        }
        var target = audited.kind() + "/" + changed(call, request, response);
        var detail = call.auditDetail().isEmpty() ? "" : json.write(call.auditDetail());
        services.find(AuditLog.class)
                .ifPresent(log -> log.note(call.user(), audited.value(), target, detail));
    }

    private static String changed(
            Call call, ContainerRequestContext request, ContainerResponseContext response) {
        if (!call.auditId().isEmpty()) {
            return call.auditId();
        }
        if (response.getEntity() instanceof Map<?, ?> tree && tree.get("id") instanceof String id) {
            return id;
        }
        var path = request.getUriInfo().getPathParameters();
        return path.containsKey("id") ? path.getFirst("id") : "";
    }
}
