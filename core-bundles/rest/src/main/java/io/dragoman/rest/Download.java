package io.dragoman.rest;

import io.dragoman.api.json.Json;
import io.dragoman.handoff.DeskViews;
import io.dragoman.storage.Message;
import io.dragoman.storage.StoreException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages as a file, one after the other as they are read. When reading fails in the middle
 * the connection is cut, so that nobody takes half a file for a whole one. Used for one call.
 */
public final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    /** Set on a request whose answer must not look complete. */
    static final String BROKEN = "io.dragoman.rest.broken";

    /** Without this mark spreadsheets take UTF-8 for something else. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The forms of a file. */
    public enum Format {
        /** One JSON object a line, as <a href="https://jsonlines.org/">jsonlines.org</a> has it. */
        JSON_LINES("jsonl", "application/jsonl"),
        /** RFC 4180, with a header line, for spreadsheets. */
        CSV("csv", "text/csv; charset=utf-8; header=present");

        private final String suffix;
        private final String mediaType;

        Format(String suffix, String mediaType) {
            this.suffix = suffix;
            this.mediaType = mediaType;
        }

        /** As in file names. */
        public String suffix() {
            return suffix;
        }
    }

    /**
     * What is written.
     *
     * @param name without its suffix
     * @param zone of the times in a CSV file
     */
    public record File(String name, Format format, ZoneId zone) {}

    private final ContainerRequestContext request;
    private final Json json;
    private final DeskViews views;

    /** The answer to a request. */
    public Download(ContainerRequestContext request, Json json, DeskViews views) {
        this.request = request;
        this.json = json;
        this.views = views;
    }

    /**
     * The answer. The store has read the first page by now, so that a database that is down is a
     * clear refusal.
     */
    public Response response(File file, Stream<Message> messages) {
        var iterator = messages.iterator();
        StreamingOutput output = out -> write(file, iterator, out);
        return Response.ok(output)
                .type(file.format().mediaType)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(file))
                .build();
    }

    private static String disposition(File file) {
        var name = file.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return "attachment; filename=\"%s.%s\"".formatted(name, file.format().suffix());
    }

    private void write(File file, Iterator<Message> messages, OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            switch (file.format()) {
                case JSON_LINES -> jsonLines(messages, writer);
                case CSV -> csv(messages, writer, file.zone());
            }
            writer.flush();
        } catch (StoreException e) {
            LOG.warn("An export breaks off: {}", e.toString());
            request.setProperty(BROKEN, true);
            throw new IOException("The store failed in the middle of an export", e);
        }
    }

    private void jsonLines(Iterator<Message> messages, Writer writer) throws IOException {
        while (messages.hasNext()) {
            var message = messages.next();
            var line = new LinkedHashMap<String, Object>();
            line.put("conversationId", message.conversationId());
            line.putAll(views.message(message));
            writer.write(json.write(line));
            writer.write('\n');
        }
    }

    private static void csv(Iterator<Message> messages, Writer writer, ZoneId zone)
            throws IOException {
        writer.write(BYTE_ORDER_MARK);
        Csv.line(writer, "conversationId", "seq", "at", "from", "name", "text", "inReplyTo");
        while (messages.hasNext()) {
            var message = messages.next();
            Csv.line(
                    writer,
                    message.conversationId(),
                    Long.toString(message.seq()),
                    message.at().atZone(zone).toOffsetDateTime().toString(),
                    message.from().kind().name().toLowerCase(Locale.ROOT),
                    message.from().name(),
                    Words.of(message.parts()),
                    message.inReplyTo().map(String::valueOf).orElse(""));
        }
    }
}
