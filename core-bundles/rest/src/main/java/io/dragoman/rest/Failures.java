package io.dragoman.rest;

import io.dragoman.conversation.OverloadedException;
import io.dragoman.storage.StoreException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes every exception a {@link Problem}; no caller ever sees a stack. Thread-safe. */
final class Failures implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public Response toResponse(Throwable failure) {
        var problem = problem(failure);
        var response = Response.status(problem.status()).entity(problem);
        problem.headers().forEach(response::header);
        return response.build();
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case WebApplicationException web -> of(web);
            // Jersey's word for a header that cannot be read.
            case ProcessingException unreadable -> Problem.of(Fault.BAD_REQUEST);
            case OverloadedException full ->
                    Problem.of(Fault.OVERLOADED).retryAfter(full.retryAfter().toSeconds());
            case StoreException down -> {
                LOG.warn("The store failed: {}", down.toString());
                yield Problem.of(Fault.STORE_DOWN).retryAfter(5);
            }
            default -> {
                LOG.error("A request failed", failure);
                yield Problem.of(Fault.INTERNAL);
            }
        };
    }

    private static Problem of(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        var problem =
                switch (status) {
                    case 404 -> Problem.of(Fault.NO_SUCH_PATH);
                    case 405 -> Problem.of(Fault.METHOD_NOT_ALLOWED);
                    case 406 -> Problem.of(Fault.NOT_ACCEPTABLE);
                    case 413 -> Problem.of(Fault.TOO_LARGE, BodyLimit.USUAL / 1024);
                    case 415 -> Problem.of(Fault.UNSUPPORTED_MEDIA_TYPE);
                    case 503 -> Problem.of(Fault.STARTING, "").retryAfter(2);
                    default -> Problem.of(status < 500 ? Fault.BAD_REQUEST : Fault.INTERNAL);
                };
        var allow = web.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? problem : problem.header(HttpHeaders.ALLOW, allow);
    }
}
