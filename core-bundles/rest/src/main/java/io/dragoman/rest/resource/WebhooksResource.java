package io.dragoman.rest.resource;

import io.dragoman.api.channel.MediaChannel;
import io.dragoman.api.channel.MediaChannel.StoredMedia;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.channel.WebhookRequest.Endpoint;
import io.dragoman.conversation.Channels;
import io.dragoman.gateway.Webhooks;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.UpTo;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Where platforms call, and where programs hand in messages. Who calls is the channel's to check:
 * it knows the account's key or signature.
 */
@Path("v1")
public final class WebhooksResource {

    private static final long LARGE = 4 * 1024 * 1024;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final Services services;
    private final Clock clock;

    WebhooksResource(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @POST
    @Path("channels/{channel}/{account}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    @Open
    @UpTo(LARGE)
    public Response inbound(
            @Context ContainerRequestContext request,
            @PathParam("channel") String channel,
            @PathParam("account") String account) {
        var key = request.getHeaderString(IDEMPOTENCY_KEY);
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.invalid(IDEMPOTENCY_KEY, key == null ? "required" : "item", LONGEST_KEY);
        }
        return pass(request, channel, account, Endpoint.MESSAGES);
    }

    @GET
    @Path("webhooks/{channel}/{account}")
    @Open
    public Response handshake(
            @Context ContainerRequestContext request,
            @PathParam("channel") String channel,
            @PathParam("account") String account) {
        return pass(request, channel, account, Endpoint.WEBHOOK);
    }

    @POST
    @Path("webhooks/{channel}/{account}")
    @Open
    @UpTo(LARGE)
    public Response webhook(
            @Context ContainerRequestContext request,
            @PathParam("channel") String channel,
            @PathParam("account") String account) {
        return pass(request, channel, account, Endpoint.WEBHOOK);
    }

    private Response pass(
            ContainerRequestContext request, String channel, String account, Endpoint endpoint) {
        var query = new HashMap<String, String>();
        request.getUriInfo()
                .getQueryParameters()
                .forEach((name, values) -> query.put(name, values.get(0)));
        var answer =
                services.get(Webhooks.class)
                        .call(
                                channel,
                                account,
                                new WebhookRequest(
                                        endpoint,
                                        request.getMethod(),
                                        Map.copyOf(query),
                                        Map.copyOf(request.getHeaders()),
                                        Call.of(request).bytes(),
                                        clock.instant()));
        // As text the type would get a charset, and some platforms compare types letter by letter.
        var response =
                Response.status(answer.status())
                        .entity(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .type(answer.contentType());
        answer.retryAfter()
                .ifPresent(wait -> response.header("Retry-After", Math.max(1, wait.toSeconds())));
        return response.build();
    }

    @GET
    @Path("channels/{channel}/{account}/media/{media}")
    @Open
    public Response media(
            @Context ContainerRequestContext request,
            @PathParam("channel") String channel,
            @PathParam("account") String account,
            @PathParam("media") String media) {
        var found =
                services.get(Channels.class)
                        .find(channel, account)
                        .filter(MediaChannel.class::isInstance)
                        .map(MediaChannel.class::cast)
                        .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
        return switch (found.fetch(media)) {
            case StoredMedia.Found file ->
                    // What customers send is shown, never run.
                    Response.ok(file.content(), file.mimeType())
                            .header("Content-Security-Policy", "sandbox; default-src 'none'")
                            .header("X-Content-Type-Options", "nosniff")
                            .header("Cache-Control", "private, max-age=3600")
                            .build();
            case StoredMedia.Gone gone -> throw Problem.of(Fault.NOT_FOUND);
            case StoredMedia.Unavailable unavailable ->
                    throw Problem.refused(502, "platform-unavailable", unavailable.reason());
        };
    }
}
