package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.json.Json;
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
    private final Annexes annexes;

    QuickRepliesResource(Services services, Json json, Ids ids, Clock clock) {
        this.services = services;
        this.ids = ids;
        this.clock = clock;
        this.lookup = new Lookup(services);
        this.annexes = new Annexes(services, json, "quick-reply");
    }

    /** A reply with what the store has no column for. */
    private record Known(QuickReply reply, Map<String, Object> annex) {
        String title() {
            return annex.getOrDefault("title", "").toString();
        }
    }

    private List<Known> all(Optional<String> site) {
        return services.get(Directory.class).sites().stream()
                .map(Site::id)
                .filter(id -> site.isEmpty() || site.get().equals(id))
                .flatMap(id -> services.get(DeskStore.class).quickReplies(id).stream())
                .map(reply -> new Known(reply, annexes.of(reply.id())))
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
                        .filter(known -> language.isEmpty() || speaks(known, language.get()))
                        .filter(known -> rank(known, prefix) < NO_MATCH)
                        .sorted(
                                Comparator.comparing((Known known) -> rank(known, prefix))
                                        .thenComparing(known -> known.reply().shortcut())
                                        .thenComparing(known -> known.reply().id()))
                        .toList();
        int from = offset(query.cursor());
        int to = Math.min(matching.size(), from + query.limit());
        return Tree.items(
                Tree.each(matching.subList(Math.min(from, to), to), QuickRepliesResource::view),
                to < matching.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static boolean speaks(Known known, String language) {
        return known.reply().language().isEmpty() || known.reply().language().equals(language);
    }

    private static int offset(Optional<String> cursor) {
        if (cursor.filter(text -> !text.matches("\\d{1,6}")).isPresent()) {
            throw Problem.of(Fault.BAD_CURSOR);
        }
        return cursor.map(Integer::parseInt).orElse(0);
    }

    /** Nearer matches come first: the short cut, the title, anywhere. */
    private static int rank(Known known, String prefix) {
        var reply = known.reply();
        if (prefix.isEmpty() || reply.shortcut().toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return 0;
        }
        if (known.title().toLowerCase(Locale.ROOT).startsWith(prefix)) {
            return 1;
        }
        var words = known.title() + "\n" + reply.text();
        return words.toLowerCase(Locale.ROOT).contains(prefix) ? 2 : NO_MATCH;
    }

    private static Map<String, Object> view(Known known) {
        var reply = known.reply();
        return Tree.of("id", reply.id())
                .put("site", reply.site())
                .put("shortcut", reply.shortcut())
                .text("title", known.title())
                .put("text", reply.text())
                .text("language", reply.language())
                .put("updatedAt", Optional.ofNullable(known.annex().get("updatedAt")))
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
        return save(call, id, Optional.of(known(call, id).reply().site()));
    }

    private Known known(Call call, String id) {
        return all(call.user().site()).stream()
                .filter(each -> each.reply().id().equals(id))
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
        var reply = new QuickReply(id, lookup.site(call, wish), shortcut, language, text);
        refuseTwins(reply);
        services.get(DeskStore.class).save(reply);
        var annex = new Tree().text("title", title).put("updatedAt", clock.instant());
        annexes.keep(id, annex);
        call.audited(id, Map.of("shortcut", shortcut));
        return view(new Known(reply, annex.done()));
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
        annexes.forget(id);
    }
}
