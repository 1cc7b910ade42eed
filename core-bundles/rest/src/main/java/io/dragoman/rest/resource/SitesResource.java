package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.security.VisitorTokens;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The brands or shops that this instance serves. Sites are not deleted: whatever happened on one
 * belongs to it.
 */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class SitesResource {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int LONGEST_NAME = 100;

    private final Services services;
    private final Ids ids;

    SitesResource(Services services, Ids ids) {
        this.services = services;
        this.ids = ids;
    }

    @GET
    @Path("sites")
    @Roles
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        return Tree.items(Tree.each(visible(call), site -> view(site, call).done()));
    }

    private List<Site> visible(Call call) {
        var own = call.user().site();
        return services.get(Directory.class).sites().stream()
                .filter(site -> own.isEmpty() || own.get().equals(site.id()))
                .toList();
    }

    @GET
    @Path("sites/{id}")
    @Roles
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        return view(site(call, id), call).done();
    }

    private Site site(Call call, String id) {
        return visible(call).stream()
                .filter(site -> site.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    private static Tree view(Site site, Call call) {
        return Tree.of("id", site.id())
                .put("name", Locale.ENGLISH.equals(call.locale()) ? site.nameEn() : site.nameZh())
                .put("nameZh", site.nameZh())
                .put("nameEn", site.nameEn())
                .put("zone", site.zone())
                .put("language", site.language())
                .put("languages", SessionResource.LOCALES)
                .put("default", site.isDefault())
                .put("snippet", snippet(site));
    }

    /** What a page of the shop holds; the address is where the reader of this reaches us. */
    private static String snippet(Site site) {
        return "<script src=\"/widget.js\" data-site=\"%s\" data-locale=\"%s\" async></script>"
                .formatted(site.id(), site.language());
    }

    @POST
    @Path("sites")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "site.create", kind = "site")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        refuseForeigners(call);
        var body = call.body();
        var id = body.text("id", ID);
        var blank = new Site(id, "", "", ZoneId.systemDefault().getId(), "zh-CN");
        var site = changed(body, blank);
        if (site.nameZh().isEmpty() && site.nameEn().isEmpty()) {
            body.wrong("nameZh", "required");
        }
        body.check();
        if (services.get(DirectoryStore.class).sites().stream().anyMatch(s -> s.id().equals(id))) {
            throw Problem.of(Fault.NAME_TAKEN, id);
        }
        var named =
                new Site(
                        id,
                        site.nameZh().isEmpty() ? site.nameEn() : site.nameZh(),
                        site.nameEn().isEmpty() ? site.nameZh() : site.nameEn(),
                        site.zone(),
                        site.language(),
                        site.isDefault());
        services.get(DirectoryStore.class).save(named);
        services.get(DirectoryStore.class).save(firstTeam(id));
        services.get(Directory.class).refresh();
        call.audited(id, Map.of("name", named.nameEn()));
        return Response.status(201)
                .entity(view(named, call).put("customerSecret", renewed(id)).done())
                .build();
    }

    /** Whoever belongs to one site has no say over others. */
    private static void refuseForeigners(Call call) {
        if (call.user().site().isPresent()) {
            throw Problem.of(Fault.FORBIDDEN);
        }
    }

    /** A site needs somebody who takes what nobody else does. */
    private Team firstTeam(String site) {
        return new Team(
                ids.next(),
                site,
                "service",
                "在线客服",
                "customer service",
                Set.of(),
                true,
                Optional.empty());
    }

    @PATCH
    @Path("sites/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "site.update", kind = "site")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var old = site(call, id);
        var body = call.body();
        var site = changed(body, old);
        if (old.isDefault() && !site.isDefault()) {
            body.wrong("default", "name-another-default");
        }
        body.check();
        services.get(DirectoryStore.class).save(site);
        services.get(Directory.class).refresh();
        call.audited(id, Map.of("fields", String.join(", ", body.all().keySet())));
        return view(site, call).done();
    }

    private static Site changed(Body body, Site site) {
        return new Site(
                site.id(),
                name(body, "nameZh", site.nameZh()),
                name(body, "nameEn", site.nameEn()),
                zone(body).orElse(site.zone()),
                body.oneOf("language", SessionResource.LOCALES).orElse(site.language()),
                body.flag("default").orElse(site.isDefault()));
    }

    private static String name(Body body, String field, String old) {
        return body.has(field) ? body.text(field, LONGEST_NAME).strip() : old;
    }

    private static Optional<String> zone(Body body) {
        var said = body.optionalText("zone", 60).filter(zone -> !zone.isBlank());
        try {
            return said.map(zone -> ZoneId.of(zone.strip()).getId());
        } catch (DateTimeException e) {
            body.wrong("zone", "no-such-zone");
            return Optional.empty();
        }
    }

    @POST
    @Path("sites/{id}/secret")
    @Roles(ADMIN)
    @Audited(value = "site.secret", kind = "site")
    public Map<String, Object> renew(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        site(Call.of(request), id);
        return Tree.of("customerSecret", renewed(id)).done();
    }

    private String renewed(String site) {
        return services.get(VisitorTokens.class).renewCustomerSecret(site);
    }
}
