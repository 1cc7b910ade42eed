package io.dragoman.rest.resource;

import io.dragoman.conversation.Languages;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** The test box of the knowledge base: what the bot would do with a question. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class KnowledgeSearchResource {

    private final Services services;
    private final Lookup lookup;

    KnowledgeSearchResource(Services services) {
        this.services = services;
        this.lookup = new Lookup(services);
    }

    @POST
    @Path("knowledge/search")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles
    public Map<String, Object> search(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var text = body.text("text", 2_000).strip();
        var wish = body.optionalText("language", 20).filter(said -> !said.isBlank());
        var site = body.optionalText("site", 60).filter(said -> !said.isBlank());
        long limit = body.integer("limit", 1, 20).orElse(5L);
        body.check();
        var language =
                wish.map(Languages::supported)
                        .or(() -> Languages.detect(text))
                        .orElse(Languages.ENGLISH);
        var begun = System.nanoTime();
        var verdict =
                services.get(Knowledge.class)
                        .ask(
                                lookup.site(call, site),
                                Languages.locale(language),
                                text,
                                (int) limit);
        return view(verdict, language, Timing.millisSince(begun));
    }

    private static Map<String, Object> view(Verdict verdict, String language, double millis) {
        var limits = verdict.thresholds();
        return Tree.of("verdict", name(verdict))
                .put("language", language)
                .put("threshold", limits.answer())
                .put("choicesThreshold", limits.choices())
                .put("margin", limits.margin())
                .put(
                        "candidates",
                        Tree.each(
                                verdict.candidates(), candidate -> candidate(candidate, language)))
                .put("millis", millis)
                .done();
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Answer answer -> "answer";
            case Verdict.DidYouMean choices -> "choices";
            case Verdict.Pass pass -> "pass";
        };
    }

    private static Map<String, Object> candidate(Verdict.Candidate candidate, String language) {
        return Tree.of("id", candidate.id())
                .put("title", candidate.question())
                .put("score", Math.round(candidate.score() * 1_000) / 1_000.0)
                .put("matched", candidate.matched())
                .put("language", language)
                .done();
    }
}
