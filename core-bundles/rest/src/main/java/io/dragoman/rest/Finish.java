package io.dragoman.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** The last touch to every answer: words for problems, no caching. Immutable. */
@Priority(Integer.MIN_VALUE)
final class Finish implements ContainerResponseFilter {

    static final MediaType PROBLEM = new MediaType("application", "problem+json");

    private static final String OF_VISITORS = "v1/chat/";

    private final Problems problems = new Problems();

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem) {
            var call = Call.of(request);
            var id = call == null ? "" : call.id();
            response.setEntity(problems.tree(problem, Call.locale(request), id), null, PROBLEM);
        }
        var headers = response.getHeaders();
        if (request.getUriInfo().getPath().startsWith(OF_VISITORS)) {
            // The widget stands on the pages of shops and sends a token, never a cookie.
            headers.putSingle("Access-Control-Allow-Origin", "*");
            headers.putSingle("Access-Control-Allow-Headers", "Authorization, Content-Type");
            headers.putSingle("Access-Control-Allow-Methods", "POST");
            headers.putSingle("Access-Control-Max-Age", "86400");
        }
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        headers.putSingle(HttpHeaders.VARY, "Accept-Language, Authorization, Accept-Encoding");
    }
}
