package io.dragoman.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses requests that are larger than a resource method needs. Immutable. */
final class BodyLimit implements ContainerRequestFilter {

    /** Bytes that are enough for most. */
    static final long USUAL = 256 * 1024;

    private final long most;

    BodyLimit(long most) {
        this.most = most;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > most) {
            throw tooLarge();
        }
        request.setEntityStream(new Counted(request.getEntityStream()));
    }

    private Problem tooLarge() {
        return Problem.of(Fault.TOO_LARGE, most / 1024);
    }

    /** Not every request says how long it is. */
    private final class Counted extends FilterInputStream {
        private long seen;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(1, super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int bytes, int result) {
            seen += result < 0 ? 0 : bytes;
            if (seen > most) {
                throw tooLarge();
            }
            return result;
        }
    }
}
