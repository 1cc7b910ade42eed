package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleFiles;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.ForAllSites;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Access.UpTo;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule files. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class RulesResource {

    private static final long LARGE = 4 * 1024 * 1024;
    private static final int LONGEST = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._ -]{1,120}");

    private final Services services;
    private final RuleView view;

    RulesResource(Services services, String folder) {
        this.services = services;
        this.view = new RuleView(services, folder);
    }

    private RuleFiles files() {
        return services.get(RuleFiles.class);
    }

    @GET
    @Path("rules")
    @Roles({ANALYST, SUPERVISOR})
    public Map<String, Object> status(@Context ContainerRequestContext request) {
        return view.status();
    }

    @GET
    @Path("rules/files/{name}")
    @Roles({ANALYST, SUPERVISOR})
    public Map<String, Object> file(
            @Context ContainerRequestContext request, @PathParam("name") String name) {
        return view.file(name, content(name));
    }

    private byte[] content(String name) {
        return Optional.of(name)
                .filter(said -> NAME.matcher(said).matches())
                .flatMap(files()::read)
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    @PUT
    @Path("rules/files/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ANALYST)
    @UpTo(LARGE)
    @ForAllSites
    @Audited(value = "rules.save", kind = "rules")
    public Map<String, Object> save(
            @Context ContainerRequestContext request, @PathParam("name") String name) {
        var call = Call.of(request);
        var body = call.body();
        var content = body.optionalText("content", LONGEST);
        var hash = body.optionalText("hash", 100);
        if (!body.has("content")) {
            body.wrong("content", "required");
        }
        if (!NAME.matcher(name).matches() || !RuleView.editable(name)) {
            body.wrong("name", "no-rule-file");
        }
        body.check();
        unchanged(name, hash);
        var bytes = content.orElseThrow().getBytes(StandardCharsets.UTF_8);
        boolean only = call.query().flag("validateOnly").orElse(false);
        refuse(
                only
                        ? services.get(RuleEngine.class).check(name, bytes)
                        : files().write(name, bytes));
        call.audited(only ? name + " (validated only)" : name, Map.of());
        return view.file(name, bytes);
    }

    private void unchanged(String name, Optional<String> hash) {
        var now = files().read(name).map(RuleView::hash);
        if (hash.filter(read -> !read.isEmpty()).isPresent() && !hash.equals(now)) {
            throw Problem.of(Fault.CHANGED_MEANWHILE);
        }
    }

    private static void refuse(List<RuleEngine.Problem> problems) {
        if (!problems.isEmpty()) {
            throw Problem.of(Fault.RULES_DO_NOT_COMPILE, problems.size())
                    .with("ruleErrors", Tree.each(problems, RuleView::error));
        }
    }

    @DELETE
    @Path("rules/files/{name}")
    @Roles(ANALYST)
    @ForAllSites
    @Audited(value = "rules.delete", kind = "rules")
    public void delete(@Context ContainerRequestContext request, @PathParam("name") String name) {
        content(name);
        refuse(files().delete(name));
        Call.of(request).audited(name, Map.of());
    }
}
