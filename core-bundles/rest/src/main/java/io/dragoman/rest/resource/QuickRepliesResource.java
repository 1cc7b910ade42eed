package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.QuickReply;
import io.dragoman.storage.Site;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Canned answers. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class QuickRepliesResource {

    private static final int NO_MATCH = 9;

    private final Services services;
    private final Ids ids;
    private final Clock clock;
    private final Lookup lookup;

    QuickRepliesResource(Services services, Ids ids, Clock clock) {
        this.services = services;
        this.ids = ids;
        this.clock = clock;
        this.lookup = new Lookup(services);
    }

    private List<QuickReply> all(Optional<String> site) {
        return services.get(Directory.class).sites().stream()
                .map(Site::id)
                .filter(id -> site.isEmpty() || site.get().equals(id))
                .flatMap(id -> services.get(DeskStore.class).quickReplies(id).stream())
                .toList();
    }

    @GET
    @Path("quick-replies")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var query = call.query();
        var prefix = query.text("prefix").orElse("").toLowerCase(Locale.ROOT);
        var language = query.text("language");
        var matching =
                all(Lookup.siteFilter(call)).stream()
                        .filter(reply -> language.isEmpty() || speaks(reply, language.get()))
                        .filter(reply -> rank(reply, prefix) < NO_MATCH)
                        .sorted(
                                Comparator.comparing((QuickReply reply) -> rank(reply, prefix))
                                        .thenComparing(QuickReply::shortcut)
                                        .thenComparing(QuickReply::id))
                        .toList();
        int from = offset(query.cursor());
        int to = Math.min(matching.size(), from + query.limit());
        return Tree.items(
                Tree.each(matching.subList(Math.min(from, to), to), QuickRepliesResource::view),
                to < matching.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static boolean speaks(QuickReply reply, String language) {
        return reply.language().isEmpty() || reply.language().equals(language);
    }

    private static int offset(Optional<String> cursor) {
        if (cursor.filter(text -> !text.matches("\\d{1,6}")).isPresent()) {
            throw Problem.of(Fault.BAD_CURSOR);
        }
        return cursor.map(Integer::parseInt).orElse(0);
    }

    /** Nearer matches come first: the short cut, the title, anywhere. */
    private static int rank(QuickReply reply, String prefix) {
        if (prefix.isEmpty() || reply.shortcut().toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return 0;
        }
        if (reply.title().toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return 1;
        }
        var words = reply.title() + "\n" + reply.text();
        return words.toLowerCase(Locale.ROOT).contains(prefix) ? 2 : NO_MATCH;
    }

    private static Map<String, Object> view(QuickReply reply) {
        return Tree.of("id", reply.id())
                .put("site", reply.site())
                .put("shortcut", reply.shortcut())
                .text("title", reply.title())
                .put("text", reply.text())
                .text("language", reply.language())
                .put("updatedAt", reply.updatedAt())
                .done();
    }

    @POST
    @Path("quick-replies")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "quick-reply.create", kind = "quick-reply")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        return Response.status(201).entity(save(call, ids.next(), Optional.empty())).build();
    }

    @PUT
    @Path("quick-replies/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "quick-reply.update", kind = "quick-reply")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        return save(call, id, Optional.of(known(call, id).site()));
    }

    private QuickReply known(Call call, String id) {
        return all(call.user().site()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    private Map<String, Object> save(Call call, String id, Optional<String> site) {
        var body = call.body();
        var shortcut = body.text("shortcut", 40).strip();
        var title = body.optionalText("title", 100).orElse("").strip();
        var text = body.text("text", 5_000);
        var language = body.optionalText("language", 20).orElse("");
        var wish = body.optionalText("site", 60).filter(said -> !said.isBlank()).or(() -> site);
        body.check();
        var reply =
                new QuickReply(
                        id,
                        lookup.site(call, wish),
                        shortcut,
                        language,
                        title,
                        text,
                        Optional.of(clock.instant()));
        refuseTwins(reply);
        services.get(DeskStore.class).save(reply);
        call.audited(id, Map.of("shortcut", shortcut));
        return view(reply);
    }

    /** A short cut leads to one text in each language. */
    private void refuseTwins(QuickReply reply) {
        boolean taken =
                services.get(DeskStore.class).quickReplies(reply.site()).stream()
                        .anyMatch(
                                other ->
                                        !other.id().equals(reply.id())
                                                && other.shortcut().equals(reply.shortcut())
                                                && other.language().equals(reply.language()));
        if (taken) {
            throw Problem.of(Fault.NAME_TAKEN, reply.shortcut());
        }
    }

    @DELETE
    @Path("quick-replies/{id}")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "quick-reply.delete", kind = "quick-reply")
    public void delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        known(Call.of(request), id);
        services.get(DeskStore.class).deleteQuickReply(id);
    }
}
