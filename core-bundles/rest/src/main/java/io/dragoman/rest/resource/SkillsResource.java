package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Problem.FieldError;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The skills, their tools, and the bundles they come from. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class SkillsResource {

    private final Services services;
    private final Json json;
    private final SkillView view;
    private final Lookup lookup;

    SkillsResource(Services services, Json json, SkillView view) {
        this.services = services;
        this.json = json;
        this.view = view;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("skills")
    @Roles
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var locale = Call.of(request).locale();
        return Tree.items(Tree.each(inForce().values(), skill -> view.of(skill, locale)));
    }

    /** One version of each: the one that takes turns, else the one that failed, else the rest. */
    private Map<String, InstalledSkill> inForce() {
        var byId = new LinkedHashMap<String, InstalledSkill>();
        for (var skill : services.get(SkillRegistry.class).snapshot()) {
            byId.merge(
                    skill.id(),
                    skill,
                    (one, other) -> one.state().compareTo(other.state()) <= 0 ? one : other);
        }
        return byId;
    }

    @GET
    @Path("skills/{id}")
    @Roles
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var skill = inForce().get(id);
        if (skill == null) {
            throw Problem.of(Fault.NOT_FOUND);
        }
        return view.of(skill, Call.of(request).locale());
    }

    @POST
    @Path("skills/{id}/tools/{tool}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Open
    public Map<String, Object> call(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("tool") String tool) {
        var user = ToolUser.of(request, services, json);
        var call = Call.of(request);
        var query = call.query();
        var arguments = call.body().all();
        var contact = query.text("contact").map(known -> contact(user, known));
        var customer = query.text("customer").or(() -> contact.flatMap(Contact::customerId));
        var site =
                contact.map(Contact::site)
                        .orElseGet(() -> lookup.site(user.site(), query.text("site")));
        var key = Optional.ofNullable(request.getHeaderString("Idempotency-Key"));
        var wanted =
                user.call(ToolCall.Face.REST, tool, arguments, user.caller(site, customer, key))
                        .ofSkill(id)
                        .consented(query.flag("confirm").orElse(false));
        check(user, id, tool);
        var begun = System.nanoTime();
        var outcome = services.get(ToolCaller.class).call(wanted);
        return result(outcome).put("millis", Timing.millisSince(begun)).done();
    }

    /** Contacts are people whom visitors and strangers' programs know nothing of. */
    private Contact contact(ToolUser user, String id) {
        if (user.isVisitor()) {
            throw Problem.of(Fault.ONLY_YOURSELF);
        }
        return services.get(ContactStore.class)
                .contact(id)
                .filter(known -> user.site().isEmpty() || user.site().get().equals(known.site()))
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    private void check(ToolUser user, String skill, String tool) {
        boolean allowed =
                services.get(ToolCaller.class)
                        .find(tool)
                        .filter(info -> info.skill().equals(skill))
                        .map(info -> user.may(info.effect()))
                        .orElse(true);
        if (!allowed) {
            throw Problem.of(Fault.FORBIDDEN);
        }
    }

    private static Tree result(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Answered answered ->
                    Tree.of("ok", true).put("result", answered.value());
            case ToolOutcome.Failed failed -> Tree.of("ok", false).put("reason", failed.reason());
            case ToolOutcome.Unknown unknown -> throw Problem.of(Fault.NOT_FOUND);
            case ToolOutcome.BadArguments bad ->
                    throw Problem.invalid(
                            bad.problems().stream()
                                    .map(said -> new FieldError("", "said", List.of(said)))
                                    .toList());
            case ToolOutcome.NeedsConsent consent -> throw Problem.of(Fault.NEEDS_CONFIRMATION);
            case ToolOutcome.NeedsIdentity identity -> throw Problem.of(Fault.NEEDS_CUSTOMER);
            case ToolOutcome.TooMany many ->
                    throw Problem.of(Fault.TOO_MANY).retryAfter(many.retryAfterSeconds());
        };
    }
}
