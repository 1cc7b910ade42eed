package io.dragoman.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears out who is refused. A server that answers before the body has come closes the connection,
 * and a client that is still sending sees a broken pipe instead of the reason. Immutable.
 */
@Priority(Integer.MIN_VALUE + 1)
final class UnreadBody implements ContainerResponseFilter {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);

    /** Bytes that are still worth listening to. */
    private static final int MOST = 1024 * 1024;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int length = request.getLength();
        if (response.getStatus() < 400 || length <= 0 || length > MOST) {
            return;
        }
        try {
            request.getEntityStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException e) {
            // Whoever has gone does not need the answer either.
            LOG.debug("The rest of a refused request did not come", e);
        }
    }
}
