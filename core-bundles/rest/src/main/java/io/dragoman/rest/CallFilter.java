package io.dragoman.rest;

import io.dragoman.api.json.Json;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Makes each request a {@link Call}, before anything can be refused. */
@PreMatching
@Priority(1)
final class CallFilter implements ContainerRequestFilter {

    private final Json json;

    CallFilter(Json json) {
        this.json = json;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var address = String.valueOf(request.getProperty(RestServlet.ADDRESS));
        var id = String.valueOf(request.getProperty(RestServlet.REQUEST_ID));
        new Call(request, json, address, id);
    }
}
