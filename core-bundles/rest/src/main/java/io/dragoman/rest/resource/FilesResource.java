package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.message.PartCodec;
import io.dragoman.gateway.Uploads;
import io.dragoman.gateway.Uploads.Kept;
import io.dragoman.gateway.Uploads.Sender;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Access.UpTo;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.security.VisitorTokens;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * Files in the chat: sent as the bare body of a request, answered by the part to say them with, and
 * handed out by links that end.
 */
@Path("v1")
public final class FilesResource {

    /** A little more than a file may have, so that its own limit answers. */
    private static final long LARGEST = 10 * 1024 * 1024 + 64 * 1024;

    private static final String SCHEME = "Bearer ";

    private final Services services;
    private final Lookup lookup;

    FilesResource(Services services) {
        this.services = services;
        this.lookup = new Lookup(services);
    }

    /** A visitor's file; their token says in which conversation. */
    @POST
    @Path("chat/files")
    @Open
    @UpTo(LARGEST)
    public Response ofVisitor(@Context ContainerRequestContext request) {
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Problem.of(Fault.NOT_SIGNED_IN);
        }
        var visitor =
                services.get(VisitorTokens.class)
                        .verify(header.substring(SCHEME.length()).strip())
                        .orElseThrow(() -> Problem.of(Fault.NOT_SIGNED_IN));
        var owner = "visitor:" + visitor.visitorId();
        return keep(request, new Sender(visitor.site(), visitor.conversationId(), owner, true));
    }

    /** A file of somebody at the desk. */
    @POST
    @Path("conversations/{id}/files")
    @Roles({AGENT, SUPERVISOR})
    @UpTo(LARGEST)
    public Response ofAgent(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var conversation = lookup.conversation(call, id);
        var owner = "agent:" + call.user().id();
        return keep(request, new Sender(conversation.site(), id, owner, false));
    }

    private Response keep(ContainerRequestContext request, Sender sender) {
        var name = Call.of(request).query().text("name").orElse("");
        try {
            var kept = services.get(Uploads.class).keep(sender, name, request.getEntityStream());
            return switch (kept) {
                case Kept.Stored stored ->
                        Response.status(201)
                                .entity(part(stored))
                                .type(MediaType.APPLICATION_JSON_TYPE)
                                .build();
                case Kept.TooLarge large -> throw Problem.of(Fault.TOO_LARGE, large.most() / 1024);
                case Kept.WrongType wrong -> throw Problem.of(Fault.FILE_NOT_ALLOWED);
                case Kept.TooMany many -> throw Problem.of(Fault.TOO_MANY_FILES);
                case Kept.TooSlow slow -> throw Problem.of(Fault.TOO_SLOW);
                case Kept.Empty empty -> throw Problem.of(Fault.FILE_EMPTY);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("A file could not be kept", e);
        }
    }

    private Object part(Kept.Stored stored) {
        var tree = services.get(PartCodec.class).toTree(List.of(stored.part()));
        return ((List<?>) tree).getFirst();
    }

    @GET
    @Path("files/{id}")
    @Open
    public Response file(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var query = Call.of(request).query();
        var file =
                services.get(Uploads.class)
                        .open(id, query.text("e").orElse(""), query.text("s").orElse(""))
                        .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
        StreamingOutput content = out -> Files.copy(file.path(), out);
        var name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Response.ok(content, file.mimeType())
                .header(HttpHeaders.CONTENT_LENGTH, file.size())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        (file.inline() ? "inline" : "attachment") + "; filename*=UTF-8''" + name)
                // What people send is shown or saved, never run.
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .build();
    }
}
