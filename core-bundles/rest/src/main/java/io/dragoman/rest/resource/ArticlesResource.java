package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.knowledge.ArticleDraft;
import io.dragoman.knowledge.Articles;
import io.dragoman.knowledge.Articles.Edited;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Access.UpTo;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore.Filter;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The articles of the knowledge base. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ArticlesResource {

    private static final long LARGE = 1024 * 1024;
    private static final int LONGEST_QUESTION = 500;
    private static final int MOST_VARIANTS = 50;

    private final Services services;
    private final Lookup lookup;

    ArticlesResource(Services services) {
        this.services = services;
        this.lookup = new Lookup(services);
    }

    private Articles articles() {
        return services.get(Articles.class);
    }

    @GET
    @Path("knowledge/articles")
    @Roles
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var query = call.query();
        var filter =
                new Filter(
                        Lookup.siteFilter(call),
                        query.text("language"),
                        query.flag("enabled"),
                        query.text("q"));
        var tag = query.text("tag");
        Predicate<Article> wanted = article -> tag.isEmpty() || tags(article).contains(tag.get());
        var page =
                Pages.<Article>matching(
                        (cursor, limit) -> articles().list(filter, cursor, limit),
                        wanted,
                        query.cursor(),
                        query.limit());
        return Tree.items(Tree.each(page.items(), ArticlesResource::view), page.next());
    }

    /** An article has one category, in which tags stand side by side. */
    private static List<String> tags(Article article) {
        return Arrays.stream(article.category().split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static Map<String, Object> view(Article article) {
        return Tree.of("id", article.id())
                .put("site", article.site())
                .put("language", article.language())
                .put("question", article.questions().get(0))
                .put("variants", article.questions().subList(1, article.questions().size()))
                .put("answer", article.answer())
                .text("source", article.source())
                .put("tags", tags(article))
                .put("enabled", article.enabled())
                .put("version", article.version())
                .put("updatedAt", article.updatedAt())
                .text("updatedBy", article.updatedBy())
                .done();
    }

    @GET
    @Path("knowledge/articles/{id}")
    @Roles
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return view(article(Call.of(request), id));
    }

    private Article article(Call call, String id) {
        var own = call.user().site();
        return articles()
                .find(id)
                .filter(found -> own.isEmpty() || own.get().equals(found.site()))
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    @POST
    @Path("knowledge/articles")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({ANALYST, SUPERVISOR})
    @UpTo(LARGE)
    @Audited(value = "article.create", kind = "article")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var draft = draft(call, call.body(), Optional.empty());
        var saved = saved(articles().create(draft, call.user().name()));
        return Response.status(201).entity(view(saved)).build();
    }

    @PUT
    @Path("knowledge/articles/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({ANALYST, SUPERVISOR})
    @UpTo(LARGE)
    @Audited(value = "article.update", kind = "article")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var old = article(call, id);
        var body = call.body();
        var version = body.integer("version", 0, Integer.MAX_VALUE);
        var draft = draft(call, body, Optional.of(old));
        var read =
                version.isPresent()
                        ? OptionalInt.of(version.get().intValue())
                        : OptionalInt.empty();
        return view(saved(articles().update(id, draft, read, call.user().name())));
    }

    private ArticleDraft draft(Call call, Body body, Optional<Article> old) {
        var language = body.text("language", 20);
        var questions = new ArrayList<String>();
        questions.add(body.text("question", LONGEST_QUESTION).strip());
        body.texts("variants", MOST_VARIANTS, LONGEST_QUESTION).ifPresent(questions::addAll);
        var answer = body.text("answer", 20_000);
        var source = body.optionalText("source", 500).orElse("");
        var tags =
                body.texts("tags", DeskMovesResource.MOST_TAGS, DeskMovesResource.LONGEST_TAG)
                        .orElse(List.of());
        if (tags.stream().anyMatch(tag -> tag.contains(","))) {
            body.wrong("tags", "no-commas");
        }
        var category = String.join(",", tags);
        if (category.length() > 255) {
            body.wrong("tags", "too-long", 255);
        }
        boolean enabled = body.flag("enabled").orElse(true);
        var wish = body.optionalText("site", 60).filter(said -> !said.isBlank());
        body.check();
        var site = lookup.site(call, wish.or(() -> old.map(Article::site)));
        return new ArticleDraft(site, language, category, questions, answer, source, enabled);
    }

    private static Article saved(Edited edited) {
        return switch (edited) {
            case Edited.Saved saved -> saved.article();
            case Edited.Invalid invalid ->
                    throw Problem.invalid(
                            invalid.problems().stream().map(ArticlesResource::fieldError).toList());
            case Edited.Unknown unknown -> throw Problem.of(Fault.NOT_FOUND);
            case Edited.ChangedMeanwhile changed -> throw Problem.of(Fault.CHANGED_MEANWHILE);
        };
    }

    private static Problem.FieldError fieldError(Articles.Problem problem) {
        var field =
                switch (problem.field()) {
                    case "questions/0", "questions" -> "question";
                    case "category" -> "tags";
                    default -> problem.field();
                };
        return new Problem.FieldError(field, "said", List.of(problem.message()));
    }

    @DELETE
    @Path("knowledge/articles/{id}")
    @Roles({ANALYST, SUPERVISOR})
    @Audited(value = "article.delete", kind = "article")
    public void delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var article = article(Call.of(request), id);
        articles().delete(article.id());
    }
}
