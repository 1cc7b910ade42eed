package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Fired;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.api.rules.RuleLimitException;
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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Trying the rules in force on a made-up message; nothing is sent or stored. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class RuleTestResource {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Services services;
    private final TestFacts facts;

    RuleTestResource(Services services, Clock clock) {
        this.services = services;
        this.facts = new TestFacts(services, clock);
    }

    @POST
    @Path("rules/test")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({ANALYST, SUPERVISOR})
    public Map<String, Object> test(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var engine = services.get(RuleEngine.class);
        var given = facts.of(call, call.body());
        var begun = System.nanoTime();
        var tree = new Tree();
        var decisions = new ArrayList<Map<String, Object>>();
        try {
            decide(engine, given.facts(), decisions);
        } catch (RuleLimitException e) {
            tree.put("error", Tree.of("reason", String.valueOf(e.getMessage())).done());
        }
        return tree.put("decisions", decisions)
                .put("rulesVersion", engine.status().version())
                .put("language", given.language())
                .put("millis", Timing.millisSince(begun))
                .done();
    }

    /**
     * As a turn does it: what blocks comes first and ends it, what follows an answer comes last.
     */
    private static void decide(
            RuleEngine engine, List<Fact> facts, List<Map<String, Object>> decisions) {
        for (var phase : Phase.values()) {
            var outcome = engine.decide(phase, facts, LIMIT);
            outcome.decisions().forEach(each -> decisions.add(view(each, outcome.fired())));
            if (outcome.decisions().stream().anyMatch(Decision.Block.class::isInstance)) {
                return;
            }
        }
    }

    private static Map<String, Object> view(Decision decision, List<Fired> fired) {
        var file =
                fired.stream()
                        .filter(each -> each.rule().equals(decision.rule()))
                        .map(Fired::file)
                        .findFirst();
        return Tree.of("kind", kind(decision))
                .put("rule", Tree.of("name", decision.rule()).put("file", file).done())
                .put("params", params(decision))
                .done();
    }

    private static String kind(Decision decision) {
        return switch (decision) {
            case Decision.Say say -> "say";
            case Decision.Ask ask -> "ask";
            case Decision.StartSkill start -> "start-skill";
            case Decision.Tag tag -> "tag";
            case Decision.SetPriority priority -> "priority";
            case Decision.HandOver handOver -> "hand-over";
            case Decision.OpenTicket ticket -> "ticket";
            case Decision.Block block -> "block";
            case Decision.Call call -> "call";
        };
    }

    private static Map<String, Object> params(Decision decision) {
        return switch (decision) {
            case Decision.Say say -> Map.of("text", say.text());
            case Decision.Ask ask -> Map.of("prompt", ask.prompt(), "options", ask.options());
            case Decision.StartSkill start ->
                    Map.of("skill", start.skill(), "slots", start.slots());
            case Decision.Tag tag -> Map.of("tag", tag.tag());
            case Decision.SetPriority priority ->
                    Map.of(
                            "priority",
                            DeskMovesResource.PRIORITIES.get(
                                    Math.clamp(priority.priority() + 1, 0, 3)));
            case Decision.HandOver handOver ->
                    new Tree().text("team", handOver.team()).text("why", handOver.why()).done();
            case Decision.OpenTicket ticket ->
                    new Tree().text("team", ticket.team()).put("subject", ticket.subject()).done();
            case Decision.Block block -> Map.of("text", block.text());
            case Decision.Call call ->
                    Tree.of("tool", call.tool())
                            .put("arguments", call.arguments())
                            .text("tell", call.tell())
                            .text("otherwise", call.otherwise())
                            .done();
        };
    }
}
