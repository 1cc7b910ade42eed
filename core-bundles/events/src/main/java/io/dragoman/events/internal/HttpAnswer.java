package io.dragoman.events.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a call: its status, its headers and the beginning of its body (RFC 9112). The rest
 * of the body is left unread, for the connection ends with it. Immutable.
 *
 * @param headers by name in lower case
 */
record HttpAnswer(int status, Map<String, String> headers, String beginning) {

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BODY = 2 * 1024;

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * Reads an answer, without those of the kind 1xx before it.
     *
     * @throws IOException when it is no answer of HTTP/1
     */
    static HttpAnswer read(InputStream in) throws IOException {
        for (int i = 0; i < 10; i++) {
            var lines = head(in).split("\r?\n");
            var first = lines[0].split(" ", 3);
            if (!lines[0].startsWith("HTTP/1.")
                    || first.length < 2
                    || !first[1].matches("\\d{3}")) {
                throw new IOException("the other side does not speak HTTP/1.1");
            }
            int status = Integer.parseInt(first[1]);
            if (status >= 200) {
                var headers = headers(lines);
                return new HttpAnswer(status, headers, body(in, status, headers));
            }
        }
        throw new IOException("the other side never comes to an answer");
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int next = in.read();
            if (next < 0 || bytes.size() > LONGEST_HEAD) {
                throw new IOException(
                        next < 0
                                ? "the connection ended before there was an answer"
                                : "the answer's headers are too long");
            }
            bytes.write(next);
            if (next == '\n') {
                ends++;
            } else if (next != '\r') {
                ends = 0;
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> headers(String[] lines) {
        var headers = new HashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return Map.copyOf(headers);
    }

    private static String body(InputStream in, int status, Map<String, String> headers) {
        var bytes = new ByteArrayOutputStream();
        if (status == 204 || status == 304) {
            return "";
        }
        try {
            if (headers.getOrDefault("transfer-encoding", "")
                    .toLowerCase(Locale.ROOT)
                    .endsWith("chunked")) {
                chunks(in, bytes);
            } else {
                copy(in, bytes, length(headers));
            }
        } catch (IOException e) {
            // The status has come, and that is what counts.
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int length(Map<String, String> headers) {
        var said = headers.getOrDefault("content-length", "");
        return said.matches("\\d{1,9}") ? Integer.parseInt(said) : LONGEST_BODY;
    }

    private static void copy(InputStream in, ByteArrayOutputStream out, int length)
            throws IOException {
        int left = Math.min(length, LONGEST_BODY - out.size());
        var some = new byte[512];
        while (left > 0) {
            int count = in.read(some, 0, Math.min(left, some.length));
            if (count < 0) {
                return;
            }
            out.write(some, 0, count);
            left -= count;
        }
    }

    private static void chunks(InputStream in, ByteArrayOutputStream out) throws IOException {
        while (out.size() < LONGEST_BODY) {
            var line = line(in).split(";", 2)[0].strip();
            if (!line.matches("[0-9A-Fa-f]{1,7}")) {
                return;
            }
            int size = Integer.parseInt(line, 16);
            if (size == 0) {
                return;
            }
            copy(in, out, size);
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (bytes.size() > 100) {
                return "";
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
