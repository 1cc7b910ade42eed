package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.json.Json;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Download;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Site;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was said, as a file: of one conversation or of a site's day. Written while it is read, so
 * that its length does not matter. Every export stands in the audit log.
 */
@Path("v1")
public final class ExportsResource {

    private final Services services;
    private final Json json;
    private final Lookup lookup;

    ExportsResource(Services services, Json json) {
        this.services = services;
        this.json = json;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("conversations/{id}/export")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.export", kind = "conversation")
    public Response conversation(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var format = format(call);
        var conversation = lookup.conversation(call, id);
        call.audited(id, Map.of("format", format.suffix()));
        var messages = services.get(LogStore.class).export(id);
        var file = new Download.File("conversation-" + id, format, zone(conversation.site()));
        return download(request, file, messages);
    }

    @GET
    @Path("exports/messages")
    @Roles({SUPERVISOR})
    @Audited(value = "messages.export", kind = "site")
    public Response day(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var format = format(call);
        var site = lookup.site(call, call.query().text("site"));
        var date = date(call);
        var zone = zone(site);
        call.audited(site, Map.of("date", date.toString(), "format", format.suffix()));
        var messages =
                services.get(LogStore.class)
                        .export(
                                site,
                                date.atStartOfDay(zone).toInstant(),
                                date.plusDays(1).atStartOfDay(zone).toInstant());
        var file = new Download.File("messages-" + site + "-" + date, format, zone);
        return download(request, file, messages);
    }

    private Response download(
            ContainerRequestContext request, Download.File file, Stream<Message> messages) {
        var views = services.get(DeskViews.class);
        return new Download(request, json, views).response(file, messages);
    }

    private static Download.Format format(Call call) {
        return switch (call.query().text("format").orElse("jsonl")) {
            case "jsonl" -> Download.Format.JSON_LINES;
            case "csv" -> Download.Format.CSV;
            default -> throw Problem.invalid("format", "one-of", "jsonl, csv");
        };
    }

    private static LocalDate date(Call call) {
        var text = call.query().text("date");
        if (text.isEmpty()) {
            throw Problem.invalid("date", "required");
        }
        try {
            return LocalDate.parse(text.get());
        } catch (DateTimeException e) {
            throw Problem.invalid("date", "no-date");
        }
    }

    /** The zone in which the site's days begin. */
    private ZoneId zone(String site) {
        List<Site> sites = services.get(Directory.class).sites();
        return sites.stream()
                .filter(one -> one.id().equals(site))
                .map(one -> ZoneId.of(one.zone()))
                .findFirst()
                .orElse(ZoneId.of("UTC"));
    }
}
